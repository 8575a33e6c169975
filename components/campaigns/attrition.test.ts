import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "#components/charts/funnel-ledger.ts";
import type { CampaignTotals } from "#lib/domain/campaign-numbers.ts";
import { attritionOf } from "./attrition.ts";

const some = fc.nat(5_000);

/** Counters as they can stand: what was queued is either still to go or one of the outcomes, what was accepted has at most one report. */
const TOTALS = fc
  .record({ noConsent: some, waiting: some, rejected: some, unknown: some, cancelled: some, expired: some, suppressedSince: some, noReport: some, delivered: some, read: some, undelivered: some, failed: some })
  .map(({ noConsent, waiting, noReport, ...counts }): CampaignTotals => {
    const accepted = noReport + counts.delivered + counts.read + counts.undelivered + counts.failed;
    const queued = waiting + accepted + counts.rejected + counts.unknown + counts.cancelled + counts.expired + counts.suppressedSince;
    return { ...counts, audience: queued + noConsent, queued, suppressedAtLaunch: { no_consent: noConsent }, accepted, sent: noReport };
  });

test("everybody of the audience is in the ledger once, whatever became of them", () => {
  fc.assert(
    fc.property(TOTALS, (totals) => {
      const { whole, missing, twice } = ledgerOf(attritionOf(totals, () => "#"));
      expect({ whole, missing, twice }).toEqual({ whole: totals.audience, missing: 0, twice: 0 });
    }),
  );
});
