/** Deliveries over time, in steps that suit what there is to see. */

export type DeliveryStep = { at: Date; accepted: number; delivered: number; read: number; failed: number };

export type DeliveryView = { steps: DeliveryStep[]; span: "hour" | "six-hours" };

const HOUR_STEPS = 60;
/** Minutes in a wide step. */
const WIDE_STEPS = 10;

/** From six hours in steps of a minute: the last hour as it is when all that happened is in it, else everything in steps of ten minutes. */
export function deliveryView(minutes: DeliveryStep[]): DeliveryView {
  const recent = minutes.slice(-HOUR_STEPS);
  const older = minutes.slice(0, -HOUR_STEPS);
  if (older.every(isQuiet)) return { steps: recent, span: "hour" };
  return { steps: widened(minutes), span: "six-hours" };
}

/** Whether nothing happened in a step. */
export function isQuiet(step: DeliveryStep): boolean {
  return step.accepted === 0 && step.delivered === 0 && step.read === 0 && step.failed === 0;
}

function widened(minutes: DeliveryStep[]): DeliveryStep[] {
  const wide: DeliveryStep[] = [];
  for (let first = minutes.length % WIDE_STEPS; first < minutes.length; first += WIDE_STEPS) {
    wide.push(minutes.slice(first, first + WIDE_STEPS).reduce(together));
  }
  return wide;
}

function together(sum: DeliveryStep, step: DeliveryStep): DeliveryStep {
  return { at: sum.at, accepted: sum.accepted + step.accepted, delivered: sum.delivered + step.delivered, read: sum.read + step.read, failed: sum.failed + step.failed };
}
