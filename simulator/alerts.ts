/** The Monitor API: an alert for every message that failed. */
import type { Call } from "./call.ts";
import { secondsOf } from "./content.ts";
import { refusedWith, wordsFor } from "./error-body.ts";
import type { InboundMessage, Message } from "./message.ts";
import { metaPage } from "./paging.ts";
import { json, refusal, type Reply } from "./reply.ts";
import type { AccountState } from "./world.ts";

const LEVEL = "error";

type Alert = { sid: string; at: number; code: number; message: Message };

/** GET /v1/Alerts: newest first. */
export function listAlerts({ state, asked, base }: Call): Reply {
  const [level, from, until] = [asked.query.get("LogLevel"), Date.parse(asked.query.get("StartDate") ?? ""), Date.parse(asked.query.get("EndDate") ?? "")];
  const wanted = alertsOf(state).filter(({ at }) => !(at < from) && !(at > until) && (level === null || level === LEVEL));
  const { shown, meta } = metaPage(wanted.toSorted((one, other) => other.at - one.at), { asked, base, key: "alerts" });
  return json(200, { alerts: shown.map((alert) => alertResource(state, alert, base)), meta });
}

/** GET /v1/Alerts/NO…: with the request that it is about. */
export function alertOf({ state, named: [sid = ""], base }: Call): Reply {
  const alert = alertsOf(state).find((each) => each.sid === sid);
  if (!alert) return refusal(refusedWith(20404));
  return json(200, { ...alertResource(state, alert, base), request_variables: "", request_headers: null, response_headers: null, response_body: null });
}

function alertsOf(state: AccountState): Alert[] {
  return state.rows.flatMap((row: Message | InboundMessage): Alert[] => {
    if (row.direction === "inbound") return [];
    const last = row.moves.at(-1);
    return typeof last?.code === "number" ? [{ sid: `NO${row.sid.slice(2)}`, at: last.at, code: last.code, message: row }] : [];
  });
}

function alertResource(state: AccountState, { sid, at, code, message }: Alert, base: string) {
  const generated = secondsOf(new Date(at).toISOString());
  return {
    sid,
    account_sid: state.account.sid,
    alert_text: wordsFor(code),
    api_version: "2010-04-01",
    date_created: generated,
    date_generated: generated,
    date_updated: generated,
    error_code: String(code),
    log_level: LEVEL,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    request_method: null,
    request_url: null,
    resource_sid: message.sid,
    service_sid: message.entry.serviceSid,
    url: `${base}/v1/Alerts/${sid}`,
  };
}
