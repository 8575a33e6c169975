/** Accounts over the REST API: the one that asks with its sub-accounts, and what is left of its money. */
import type { Call } from "./call.ts";
import { refusedWith } from "./error-body.ts";
import { sentAt, FEE, rfc2822 } from "./message-resource.ts";
import { listPage } from "./paging.ts";
import { json, refusal, type Reply } from "./reply.ts";
import type { AccountState } from "./world.ts";

const API = "/2010-04-01/Accounts";
/** What every account begins with, in dollars. */
const FUNDS = 10_000;
const CENTS_SHOWN = 2;
/** When every account was opened. */
const OPENED_AT = Date.UTC(2024, 0, 15, 9);

/** GET …/Accounts.json */
export function listAccounts({ world, state, asked }: Call): Reply {
  const own = Array.from(world.accounts.values()).filter(({ account }) => account.sid === state.account.sid || account.parentSid === state.account.sid);
  const named = asked.query.get("FriendlyName");
  const wanted = own.filter(({ account }) => named === null || account.name === named).map((each) => ({ sid: each.account.sid, each }));
  const { shown, page } = listPage(wanted, asked);
  return json(200, { ...page, accounts: shown.map(({ each }) => accountResource(each)) });
}

/** GET …/Accounts/AC….json */
export function fetchAccount({ state }: Call): Reply {
  return json(200, accountResource(state));
}

/** GET …/Accounts/AC…/Balance.json: a sub-account has none of its own (Twilio, balance). */
export function fetchBalance({ world, state }: Call): Reply {
  if (state.account.parentSid !== undefined) return refusal(refusedWith(20404));
  const family = Array.from(world.accounts.values()).filter(({ account }) => account.sid === state.account.sid || account.parentSid === state.account.sid);
  const sent = family.reduce((sum, { rows }) => sum + rows.filter((row) => sentAt(row) !== null).length, 0);
  return json(200, { account_sid: state.account.sid, balance: (FUNDS + Number(FEE) * sent).toFixed(CENTS_SHOWN), currency: "USD" });
}

function accountResource({ account }: AccountState) {
  const uri = `${API}/${account.sid}`;
  const opened = rfc2822(OPENED_AT);
  return {
    sid: account.sid,
    owner_account_sid: account.parentSid ?? account.sid,
    friendly_name: account.name,
    status: "active",
    type: account.kind === "sandbox" ? "Trial" : "Full",
    auth_token: account.authToken,
    date_created: opened,
    date_updated: opened,
    uri: `${uri}.json`,
    subresource_uris: { balance: `${uri}/Balance.json`, messages: `${uri}/Messages.json` },
  };
}
