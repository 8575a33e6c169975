/** The senders that a new campaign starts with. */
import type { CampaignRef } from "./campaign-writes.ts";
import type { Tx } from "./connection.ts";

/** Gives the campaign every sender of its account that is online and not held. */
export async function chooseUsableSenders(tx: Tx, ref: CampaignRef): Promise<void> {
  await tx.query(
    `
    insert into campaign_sender (account_id, campaign_id, sender_id)
    select s.account_id, $2, s.id
    from sender s join sender_gate g on g.account_id = s.account_id and g.sender_id = s.id
    where s.account_id = $1 and s.status = 'online' and g.hold_reason is null
    on conflict do nothing
    `,
    [ref.accountId, ref.campaignId],
  );
}
