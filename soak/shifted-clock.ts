/** Loaded before a worker (`--import`): its wall clock is wrong by CLOCK_SHIFT_MS, and at each reading by another part of CLOCK_JUMPS_MS to either side. Nothing that is sent may depend on it. */
const shiftMs = Number(process.env["CLOCK_SHIFT_MS"] ?? 0);
const jumpsMs = Number(process.env["CLOCK_JUMPS_MS"] ?? 0);
const RealDate = Date;
const wrongNow = () => Math.round(RealDate.now() + shiftMs + (Math.random() * 2 - 1) * jumpsMs);

class ShiftedDate extends RealDate {
  constructor(...args: ConstructorParameters<typeof Date> | []) {
    if (args.length === 0) super(wrongNow());
    else super(...args);
  }
  static override now(): number {
    return wrongNow();
  }
}
Object.assign(globalThis, { Date: ShiftedDate });
