/** An amount of money in its own currency. One that was reckoned and not billed says so. */
import { cx } from "./cx.ts";
import { formatMoney, type Amount } from "./number-format.ts";

/** `decimals` is the least that are shown, for a column of small amounts. */
export function Money({ amount, decimals, estimated = false, className }: { amount: Amount; decimals?: number; estimated?: boolean; className?: string }) {
  return (
    <span className={cx("whitespace-nowrap tabular-nums", className)}>
      {estimated && (
        <>
          <span aria-hidden="true" className="text-ink-soft">
            ≈{"\u00a0"}
          </span>
          <span className="sr-only">estimated </span>
        </>
      )}
      {formatMoney(amount, decimals)}
    </span>
  );
}
