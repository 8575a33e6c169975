/** What a person reads of the first messages of a campaign. */
import { formatNumber } from "#components/ui/number-format.ts";
import type { CanaryCounts, CanaryState } from "#lib/domain/canary.ts";

export type ShownCanary = CanaryCounts & { state: CanaryState; /** Whether the others of some senders go already. */ partly: boolean };

/** Null once nobody waits for them any more. */
export function canaryWords({ state, partly, size, apart, waiting, arrived, failed }: ShownCanary): { title: string; text: string } | null {
  const counts = `${formatNumber(arrived)} arrived and ${formatNumber(failed)} failed`;
  if (state === "held") {
    const first = `Of the ${partly ? "other " : ""}first ${formatNumber(size)} messages ${counts}.`;
    return { title: "Resuming it writes to everybody", text: `${first} ${partly ? "Whoever was not written to yet" : "Everybody else"} still waits; cancel the campaign, or resume it knowingly.` };
  }
  if (state !== "waiting") return null;
  const all = size + apart;
  const title = partly ? "Some senders still send their first messages alone" : `The first ${formatNumber(all)} messages go alone`;
  const stand = partly
    ? `Of their first ${formatNumber(all)}, ${formatNumber(waiting)} are still to leave, ${counts}. Whoever else is to hear from these senders waits for what becomes of them; the other senders write to everybody.`
    : `${formatNumber(waiting)} are still to leave, ${counts}. Everybody else waits for what becomes of them.`;
  const away = apart === 0 ? "" : ` ${formatNumber(apart)} cannot leave now, because their sender is out or rests, or their time has not come: only the people of the same senders wait for those.`;
  return { title, text: `${stand}${away} To write to everybody without waiting, pause the campaign and resume it for everybody.` };
}
