/** Which rows of a database are not what they were: a checksum of every row, kept beside them. */
import { pool } from "#lib/db/connection.ts";

/** Everything that a webhook could touch. */
const TABLES = ["account", "attempt", "audit_event", "campaign", "campaign_tally", "contact", "inbound_message", "message", "provider_event", "sandbox_member", "sender", "sender_gate", "service_window", "suppression"];

const CHECKSUMS = TABLES.map((table) => `select '${table}' as name, md5(t::text) as checksum from ${table} t`).join(" union all ");

/** Keeps the checksums of all rows as they are now. */
export async function keepChecksums(): Promise<void> {
  await pool().query(`drop table if exists bench_checksum`);
  await pool().query(`create table bench_checksum as ${CHECKSUMS}`);
}

/** How many rows were added, changed or removed since `keepChecksums`. A changed one counts twice. */
export async function changedRows(): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    `with now as (${CHECKSUMS})
     select (select count(*) from (select * from now except all select * from bench_checksum) as gained)::int
          + (select count(*) from (select * from bench_checksum except all select * from now) as lost)::int as n`,
  );
  return rows[0]?.n ?? 0;
}
