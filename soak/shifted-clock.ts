/** Loaded before a worker (`--import`): its wall clock is wrong by CLOCK_SHIFT_MS. Nothing that is sent may depend on it. */
const shiftMs = Number(process.env["CLOCK_SHIFT_MS"] ?? 0);
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...args: ConstructorParameters<typeof Date> | []) {
    if (args.length === 0) super(RealDate.now() + shiftMs);
    else super(...args);
  }
  static override now(): number {
    return RealDate.now() + shiftMs;
  }
}
Object.assign(globalThis, { Date: ShiftedDate });
