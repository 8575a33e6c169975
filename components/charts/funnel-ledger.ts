/** What becomes of a whole, stage by stage, kept as a ledger: what came in is what went on and what was lost, or it says what is missing. */
import type { ChartColor, Texture } from "./series.ts";

export type FunnelLoss = { key: string; name: string; count: number; href?: string; color?: ChartColor; texture?: Texture };

/** `losses` are those between this stage and the next. */
export type FunnelStage = { key: string; name: string; count: number; href?: string; losses?: FunnelLoss[]; color?: ChartColor; texture?: Texture };

/** `before`: how many are at the loss's left, so that it stands where the stage grows shorter. */
export type LedgerLoss = FunnelLoss & { before: number };

export type LedgerStage = Omit<FunnelStage, "losses"> & {
  losses: LedgerLoss[];
  /** Above zero, so many neither went on nor are named as lost; below zero, so many were named twice. */
  missing: number;
};

export type Ledger = { whole: number; stages: LedgerStage[]; left: number; lost: number; missing: number; twice: number };

export function ledgerOf(stages: FunnelStage[]): Ledger {
  const kept = stages.map((stage, index) => ledgerStage(stage, stages[index + 1]));
  const whole = stages[0]?.count ?? 0;
  const lost = kept.reduce((sum, stage) => sum + totalOf(stage.losses), 0);
  const last = kept.at(-1);
  return {
    whole,
    stages: kept,
    lost,
    left: last ? Math.max(0, last.count - totalOf(last.losses)) : 0,
    missing: kept.reduce((sum, stage) => sum + Math.max(0, stage.missing), 0),
    twice: kept.reduce((sum, stage) => sum - Math.min(0, stage.missing), 0),
  };
}

function ledgerStage(stage: FunnelStage, next: FunnelStage | undefined): LedgerStage {
  const named = stage.losses ?? [];
  const lost = totalOf(named);
  // After the last stage nothing goes on: whoever is not named as lost has stayed.
  const onward = next ? next.count : Math.max(0, stage.count - lost);
  const losses = named.map((loss, index) => ({ ...loss, before: onward + totalOf(named.slice(0, index)) }));
  return { ...stage, losses, missing: stage.count - onward - lost };
}

function totalOf(losses: { count: number }[]): number {
  return losses.reduce((sum, loss) => sum + loss.count, 0);
}
