/** Mistakes that somebody could make in the engine, one at a time, and the test files that must notice. */

/** `find` stands exactly `times` (1) in the file: when the code has changed, the mutant says so instead of doing nothing. */
export type Patch = { file: string; find: string; put: string; times?: number };
export type Mutant = { name: string; patches: Patch[]; tests: string[]; /** Of a slow file only the tests whose names fit. */ only?: string };

const CLAIM = "lib/db/claim-due.ts";
const CLAIM_TESTS = ["lib/db/claim-due.test.ts", "lib/db/claim-queues.test.ts"];
const SETTLE_TESTS = ["lib/db/settle-attempts.test.ts"];
const CLOSE_TESTS = ["lib/db/close-campaigns.test.ts"];
const RELEASED_TESTS = ["lib/ingress/third-try.test.ts"];
const LIVE_KEY = "prisma/migrations/20261122000400_campaigns_and_messages/migration.sql";

const one = (name: string, file: string, change: { find: string; put: string; tests: string[]; times?: number; only?: string }): Mutant => {
  const { tests, only, ...patch } = change;
  return { name, patches: [{ file, ...patch }], tests, only };
};

const CLAIM_MUTANTS: Mutant[] = [
  one("claim: MATERIALIZED dropped", CLAIM, { find: " as materialized (", put: " as not materialized (", times: 8, tests: CLAIM_TESTS }),
  one("claim: share lock on contacts removed", CLAIM, { find: "      for share skip locked\n", put: "", tests: CLAIM_TESTS }),
  one("claim: waits for a message that another holds", CLAIM, { find: "    for update of m skip locked\n", put: "    for update of m\n", tests: CLAIM_TESTS }),
  one("claim: messages are not locked", CLAIM, { find: "    for update of m skip locked\n", put: "", tests: CLAIM_TESTS }),
  one("claim: waits for the gate", CLAIM, { find: "  for update skip locked\n", put: "  for update\n", tests: CLAIM_TESTS }),
  one("claim: the gate is not locked", CLAIM, { find: "  for update skip locked\n", put: "", tests: CLAIM_TESTS }),
  one("claim: opt-out not checked", CLAIM, { find: " and r.opted_out_at is null", put: "", tests: CLAIM_TESTS }),
  one("claim: erasure not checked", CLAIM, { find: " and r.erased_at is null", put: "", tests: CLAIM_TESTS }),
  one("claim: campaign state not checked", CLAIM, { find: " and c.state = 'running'", put: "", tests: CLAIM_TESTS }),
  one("claim: due_at not checked", CLAIM, { find: " and m.due_at <= app_now_stable()", put: "", tests: CLAIM_TESTS }),
  one("claim: expires_at not checked", CLAIM, { find: " and m.expires_at > app_now_stable()", put: "", tests: CLAIM_TESTS }),
  one("claim: hold not checked", CLAIM, { find: " and hold_reason is null", put: "", tests: CLAIM_TESTS }),
  one("claim: a sender that is offline is served", CLAIM, { find: "    and (select s.status from sender s where s.account_id = sender_gate.account_id and s.id = $1) = 'online'\n", put: "", tests: CLAIM_TESTS }),
  one("claim: rest not checked", CLAIM, { find: "    and (paused_until is null or paused_until <= app_now())\n", put: "", tests: CLAIM_TESTS }),
  one("claim: lease not honoured", CLAIM, { find: "    and (served_by is null or served_by = $3 or served_until <= app_now())\n", put: "", tests: CLAIM_TESTS }),
  one("claim: tat never moves", CLAIM, { find: "set tat = found.base + found.n * interval '1 second' / room.mps", put: "set tat = g.tat", tests: CLAIM_TESTS }),
  one("claim: media has no rate of its own", CLAIM, { find: "media_tat = case when found.media > 0 then", put: "media_tat = case when false then", tests: CLAIM_TESTS }),
  one("claim: idle time earns a burst", CLAIM, { find: "greatest(now, case when gate.tat", put: "least(now, case when gate.tat", tests: CLAIM_TESTS }),
  one("claim: clock read before the look for what is due", CLAIM, { find: "select greatest(room.base, app_now()) as base,", put: "select room.base as base,", tests: CLAIM_TESTS }),
  one("claim: cursor never resets", CLAIM, { find: 'const CURSOR_TRUST = "10 seconds"', put: 'const CURSOR_TRUST = "10 years"', tests: CLAIM_TESTS }),
  one("claim: what was moved meanwhile is passed", CLAIM, { find: " and cs.xmin = queue.version", put: "", tests: ["worker/give-over.test.ts"], only: "began before a move" }),
  one("claim: canary's end not honoured", CLAIM, { find: " and (m.due_at, m.id) <= (queue.through_due, queue.through_id)", put: "", tests: CLAIM_TESTS }),
  one("claim: pair limit dropped", CLAIM, { find: "other.state in ('sending', 'unknown')\n", put: "other.state in ('sending', 'unknown') and false\n", tests: CLAIM_TESTS }),
  one("claim: limit dropped", CLAIM, { find: "  limit (select coalesce(max(affordable), 0) from room)\n", put: "", tests: CLAIM_TESTS }),
  one("claim: limit on candidates dropped", CLAIM, { find: "    limit (select case when queue.has_media then least(room.affordable, room.media_affordable) else room.affordable end from room)\n", put: "", tests: CLAIM_TESTS }),
  // Nobody waits for the gate, and slots are counted from a second reading: the first one alone may come too early and harms nobody.
  {
    name: "claim: clock read before the gate is locked",
    patches: [
      { file: CLAIM, find: "from (select app_now() as now offset 0) as read", put: "from (select app_now_stable() as now offset 0) as read" },
      { file: CLAIM, find: "select greatest(room.base, app_now()) as base,", put: "select room.base as base," },
    ],
    tests: CLAIM_TESTS,
  },
  one("claim: all slots are now", CLAIM, { find: "greatest(found.base + (place - 1) *", put: "greatest(found.base + 0 * (place - 1) *", tests: CLAIM_TESTS }),
  one("claim: one person twice in a claim", CLAIM, { find: "where of_person = 1", put: "where of_person >= 1", tests: CLAIM_TESTS }),
];

const ATTEMPT_MUTANTS: Mutant[] = [
  one("schema: unique live attempt dropped", LIVE_KEY, { find: "CREATE UNIQUE INDEX attempt_live_key", put: "CREATE INDEX attempt_live_key", tests: ["lib/db/claim-due.test.ts"] }),
  one("settle: claim token not fenced", "lib/db/settle-attempts.ts", { find: "a.claim_token = told.claim_token and ", put: "", tests: SETTLE_TESTS }),
  one("settle: outcome not fenced", "lib/db/settle-attempts.ts", { find: "(a.outcome = 'open' or (a.outcome = 'ambiguous' and told.outcome <> 'ambiguous'))", put: "true", tests: SETTLE_TESTS }),
  one("settle: retry on ambiguous", "lib/drain/settlements.ts", { find: 'return { ...key, outcome: "ambiguous", detail: outcome.reason };', put: 'return { ...key, outcome: "not_sent", detail: outcome.reason };', tests: ["lib/drain/settlements.test.ts"] }),
  one("settle: retry on what a proxy refused", "lib/drain/settlements.ts", { find: 'return { ...key, outcome: "ambiguous", detail: `Something', put: 'return { ...key, outcome: "not_sent", detail: `Something', tests: ["lib/drain/settlements.test.ts"] }),
  one("mark: lateness guard removed", "lib/db/mark-departed.ts", { find: "a.slot_at > app_now() - make_interval(secs => $5)", put: "$5::float8 > 0", tests: SETTLE_TESTS }),
  one("mark: claim token not fenced", "lib/db/mark-departed.ts", { find: " and a.claim_token = k.claim_token", put: "", tests: SETTLE_TESTS }),
  one("mark: outcome not checked", "lib/db/mark-departed.ts", { find: "a.outcome = 'open' and ", put: "", tests: SETTLE_TESTS }),
  one("mark: not awaited", "lib/drain/departures.ts", { find: "return await markDeparted(this.#world.db, messages);", put: "void markDeparted(this.#world.db, messages); return new Map(messages.map((message) => [attemptId(message), 0]));", tests: ["lib/drain/departures.test.ts"] }),
  one("departure: lateness not checked before the first byte", "lib/drain/departures.ts", { find: "if (this.#world.monotonicMs() - slotMs > LATENESS_GUARD_MS)", put: "if (slotMs < -Infinity)", tests: ["lib/drain/departures.test.ts"] }),
  one("departure: answers that were late do not count", "lib/drain/departures.ts", { find: "Math.min(each.slotMs, askedMs - lateMs)", put: "each.slotMs", tests: ["lib/drain/departures.test.ts"] }),
  one("departure: not noted", "lib/drain/departures.ts", { find: "      this.#world.departureLog?.note(message);\n", put: "", tests: ["lib/drain/departures.test.ts"] }),
  one("lane: lateness guard removed", "lib/drain/lane.ts", { find: "if (now - next.slotMs > LATENESS_GUARD_MS)", put: "if (now < next.slotMs - LATENESS_GUARD_MS)", tests: ["lib/drain/lane.test.ts"] }),
  one("reaper: gives back what departed", "lib/db/reap-attempts.ts", { find: 'giveBack("a.departed_at is null and a.slot_at <', put: 'giveBack("a.slot_at <', tests: SETTLE_TESTS }),
  one("reaper: an ambiguous message is queued", "lib/db/reap-attempts.ts", { find: "update message m set state = 'unknown' from given_up", put: "update message m set state = 'queued' from given_up", tests: SETTLE_TESTS }),
  one("reaper: what a dead process noted is given back", "lib/db/reap-attempts.ts", { find: " and not a.message_id || '-' || a.n = any($3::text[])", put: " and $3::text[] is not null", tests: ["lib/drain/give-back-unsent.test.ts"] }),
  one("engine: commits that are not durable", "lib/db/connection.ts", { find: '["synchronous_commit=on"', put: '["synchronous_commit=off"', tests: ["lib/db/connection.test.ts"] }),
  one("finish: with a message under way", "lib/db/close-campaigns.ts", { find: ' union all ${leftIn("sending")}', put: "", tests: CLOSE_TESTS }),
  one("finish: its campaign is not locked", "lib/db/close-campaigns.ts", { find: " and id = $2 for no key update`", put: " and id = $2`", tests: CLOSE_TESTS }),
  one("settle: the campaign is asked before it is locked", "lib/db/settle-attempts.ts", { find: "  for no key update of c\n", put: "", tests: CLOSE_TESTS }),
  one("settle: a third try", "lib/db/settle-attempts.ts", { find: "(${provedBefore(\"mine\")}) as proved_n", put: "null::smallint as proved_n", tests: RELEASED_TESTS }),
  one("reaper: a third try", "lib/db/reap-attempts.ts", { find: "(${provedBefore(\"dead\")}) as proved_n", put: "null::smallint as proved_n", tests: RELEASED_TESTS }),
  one("settle: the proof is asked before it is locked", "lib/db/released-before.ts", { find: "  for update of o\n", put: "", tests: RELEASED_TESTS }),
];

const UPKEEP_MUTANTS: Mutant[] = [
  one("mark: given twice", "lib/db/mark-departed.ts", { find: " and a.departed_at is null", put: "", tests: SETTLE_TESTS }),
  one("departure: a mark that is refused is not heeded", "lib/drain/departures.ts", { find: "allowed.get(attemptId(each.message))", put: "(allowed.get(attemptId(each.message)) ?? 0)", tests: ["lib/drain/departures.test.ts"] }),
  one("departure: no brake after a refusal", "lib/drain/departures.ts", { find: "    this.#brakeFor(message, outcome);\n", put: "", tests: ["lib/drain/departures.test.ts"] }),
  one("lane: the second is not bounded", "lib/drain/lane.ts", { find: " + ahead * this.#apartMs(departure), this.#all.opensMs(message.mps, ahead), forMedia)", put: " + ahead * this.#apartMs(departure), forMedia)", tests: ["lib/drain/lane.test.ts"] }),
  one("lane: what is a little late hurries", "lib/drain/lane.ts", { find: "isCalm ? LASTING : CATCH_UP", put: "isCalm ? CATCH_UP : CATCH_UP", tests: ["lib/drain/lane.test.ts"] }),
  one("lane: the second of media is not bounded", "lib/drain/lane.ts", { find: "message.hasMedia && message.mps > MEDIA_MPS_MAX ?", put: "message.mps < 0 ?", tests: ["lib/drain/lane.test.ts"] }),
  one("settle: a closed campaign stays closed", "lib/db/settle-attempts.ts", { find: "and theirs.finished_at is not null\n", put: "and theirs.finished_at is null\n", tests: SETTLE_TESTS }),
  one("settle: tried once", "lib/drain/settlements.ts", { find: "const TRIES_MAX = 60;", put: "const TRIES_MAX = 1;", tests: ["lib/drain/settlements.test.ts"] }),
  one("upkeep: canaries are never judged", "lib/drain/upkeep.ts", { find: '  await step(world, "canaries judged", () => judgeCanaries(world.db));\n', put: "", tests: ["worker/holds.test.ts"], only: "the first messages of each sender" }),
  one("upkeep: everybody's turn", "lib/db/take-turn.ts", { find: "where t.at <= excluded.at - make_interval(secs => $2) or", put: "where $2::float8 > 0 or", tests: ["lib/db/take-turn.test.ts"] }),
  one("give-over: takes what is under way", "lib/db/give-over.ts", { find: "m.state = 'queued'\n      and (not $4", put: "m.state in ('queued', 'sending')\n      and (not $4", tests: ["worker/give-over.test.ts"] }),
  one("guard: a copy sends", "lib/db/guard-engine.ts", { find: "    await holdAll(tx, homeChangeReason(change));\n", put: "", tests: ["lib/db/guard-engine.test.ts"] }),
  one("retry: while the first may still arrive", "lib/db/retry-failed.ts", { find: " and m.delivery in ('failed', 'undelivered') and m.error_code = asked.code\n", put: "\n", tests: ["lib/ingress/record-retries.test.ts"] }),
  one("retry: opt-out not checked", "lib/db/retry-failed.ts", { find: "    and r.opted_out_at is null and r.erased_at is null\n", put: "", tests: ["lib/ingress/record-retries.test.ts"] }),
  one("retry: without end", "lib/domain/retry-rule.ts", { find: "  if (before >= RETRIES_MAX[retryClass]) return null;\n", put: "", tests: ["lib/ingress/record-retries.test.ts"] }),
  one("release: what is on its way is taken back", "lib/db/take-back-released.ts", { find: " and o.departed_at is null", put: "", tests: ["lib/ingress/take-back-released.test.ts"] }),
  one("release: what was proved sent goes again", "lib/db/record-status-events.ts", { find: "releasedAttempt > 0 ?", put: "releasedAttempt < 0 ?", tests: ["lib/ingress/take-back-released.test.ts"] }),
  one("release: of what is still looked for", "lib/db/resolve-unconfirmed.ts", { find: "        when outcome = 'ambiguous' then 'looked-for'\n        when outcome <> 'unconfirmed' or", put: "        when outcome not in ('ambiguous', 'unconfirmed') or", tests: ["lib/commands/resolve-unconfirmed.test.ts"] }),
];

const DOOR_TESTS = ["worker/listener.test.ts"];
const DOOR_ONLY = "is committed before it is answered|STOP suppresses what is queued|no forged, borrowed";
const DOOR_MUTANTS: Mutant[] = [
  {
    name: "delivery: last write wins",
    patches: [
      { file: "lib/db/record-status-events.ts", find: "delivery = greatest(m.delivery, found.delivery)", put: "delivery = found.delivery" },
      { file: "lib/db/record-status-events.ts", find: "or found.delivery > m.delivery\n", put: "or found.delivery <> m.delivery\n" },
    ],
    tests: SETTLE_TESTS,
  },
  one("events: dedupe key dropped", "lib/db/record-status-events.ts", { find: '${errorCode ?? ""}`;', put: '${errorCode ?? ""}|${Math.random()}`;', tests: SETTLE_TESTS }),
  one("events: the lowest of a group counts", "lib/db/record-status-events.ts", { find: "order by account_id, message_id, n, delivery desc, error_code desc nulls last\n", put: "order by account_id, message_id, n, delivery, error_code desc nulls last\n", tests: SETTLE_TESTS }),
  one("events: what never departed is settled", "lib/db/record-status-events.ts", { find: "where a.departed_at is not null and a.outcome in", put: "where a.outcome in", tests: SETTLE_TESTS }),
  one("events: another SID is taken", "lib/db/record-status-events.ts", { find: "(a.message_sid = known.message_sid\n", put: "(true or a.message_sid = known.message_sid\n", tests: SETTLE_TESTS }),
  one("door: signature not checked", "lib/twilio/signature.ts", { find: "if (!isSignedForm(request, received, tokens))", put: "if (!isSignedForm(request, received, tokens) && tokens.length > 9)", tests: ["lib/twilio/signature.test.ts"] }),
  one("door: an account without a token believes", "lib/twilio/signature.ts", { find: 'authTokens.filter((token) => token !== "")', put: "authTokens", tests: ["lib/twilio/signature.test.ts"] }),
  one("door: MAC of the callback address not checked", "lib/twilio/callback-address.ts", { find: "return equalSignatures(mac, macOf(ref, key)) ? ref : null;", put: "return mac === key ? null : ref;", tests: ["lib/twilio/signature.test.ts"] }),
  one("door: another account's callback is believed", "lib/ingress/webhook.ts", { find: "verdict.parameters.AccountSid === credentials?.accountSid ? verdict", put: "verdict.parameters.AccountSid !== credentials?.authToken ? verdict", tests: DOOR_TESTS, only: DOOR_ONLY }),
  one("door: a callback is answered before its commit", "lib/ingress/receive-status.ts", { find: "await world.statusEvents.add(", put: "void world.statusEvents.add(", tests: DOOR_TESTS, only: DOOR_ONLY }),
  one("door: a STOP is answered before its commit", "lib/ingress/receive-inbound.ts", { find: "await world.inboundRoom.enter(", put: "void world.inboundRoom.enter(", tests: DOOR_TESTS, only: DOOR_ONLY }),
  one("wire: a reset counts as not sent", "lib/twilio/wire.ts", { find: "const departed = this.#evidence.assignedAtMs !== null;", put: "const departed = this.#evidence.status !== null;", tests: ["lib/twilio/http-client.test.ts"] }),
  one("send: an error of the server counts as a refusal", "lib/twilio/send-message.ts", { find: " || answer.status >= SERVER_ERROR) {", put: ") {", tests: ["lib/twilio/send-message.test.ts"] }),
  one("opt-out: what is queued stays queued", "lib/db/opt-out.ts", { find: "  await suppressQueued(tx, people);\n", put: "", tests: ["lib/db/claim-due.test.ts"] }),
  one("audit: moving a campaign leaves no row", "lib/commands/move-campaign.ts", { find: "    await recordAudit(tx, {", put: "    void ({", tests: ["lib/commands/launch-campaign.test.ts"] }),
  one("audit: setting a rate leaves no row", "lib/commands/set-sender-rate.ts", { find: "    await recordAudit(tx, {", put: "    void ({", tests: ["lib/commands/set-sender-rate.test.ts"] }),
];

const BOOKS = "lib/domain/sender-audit.ts";
const BOOKS_TESTS = ["lib/domain/sender-audit.test.ts"];
const AUDIT_TESTS = ["worker/audit.test.ts"];
const BOOKS_MUTANTS: Mutant[] = [
  one("books: what is unknown is not told of", BOOKS, { find: "isOfDay(each, window) && !sids.has(each.messageSid)", put: "isOfDay(each, window) && sids.has(each.messageSid)", tests: BOOKS_TESTS }),
  one("books: an orphan counts as somebody else's", BOOKS, { find: 'only === undefined ? "foreign" : "orphan"', put: 'fitting.length < 99 ? "foreign" : "orphan"', tests: BOOKS_TESTS }),
  one("books: one of two is named", BOOKS, { find: "only !== undefined && others.length === 0 ?", put: "only !== undefined && others.length >= 0 ?", tests: BOOKS_TESTS }),
  one("books: a state moves back", BOOKS, { find: "rank <= DELIVERY_STATES.indexOf(attempt.delivery)", put: "rank === DELIVERY_STATES.indexOf(attempt.delivery)", tests: BOOKS_TESTS }),
  one("books: two messages share an attempt", BOOKS, { find: "wanted.get(keyOf(pair.attempt)) === 1", put: "wanted.has(keyOf(pair.attempt))", tests: BOOKS_TESTS }),
  one("books: the list is past the day with its first old entry", BOOKS, { find: "entries.every(", put: "entries.some(", tests: BOOKS_TESTS }),
  one("audit: a worker that was asleep goes on", "lib/db/take-audit.ts", { find: "and day = $3::date and token = $4`", put: "and day = $3::date and $4::uuid is not null`", tests: AUDIT_TESTS, only: "killed in the middle" }),
  one("audit: what the list shows is not noted", "lib/db/audit-theirs.ts", { find: "  await markSeen(tx, audit, seen);\n", put: "", tests: AUDIT_TESTS, only: "both books agree" }),
  one("audit: lost reports are not made up for", "lib/db/audit-theirs.ts", { find: "return mend(tx, audit.accountId, reports, shard);", put: "return mend(tx, audit.accountId, reports.slice(0, 0), shard);", tests: AUDIT_TESTS, only: "reports that were lost" }),
  one("audit: the list alone proves that one is missing", "lib/jobs/audit-senders.ts", { find: "if (!answer.value) missing.push", put: "if (answer.value !== undefined) missing.push", tests: AUDIT_TESTS, only: "is no proof" }),
  one("audit: what is missing is not told of", "lib/jobs/audit-senders.ts", { find: "if (!answer.value) missing.push", put: "if (answer.value === undefined) missing.push", tests: AUDIT_TESTS, only: "does not have is found" }),
  one("audit: a day is compared before it is settled", "lib/db/take-audit.ts", { find: "e.ends_at + interval '${SETTLED_HOURS} hours'", put: "e.ends_at", tests: AUDIT_TESTS, only: "before the day is settled" }),
  one("audit: a busy account is compared at once", "lib/db/take-audit.ts", { find: "e.ends_at + interval '${LATEST_HOURS} hours' or", put: "e.ends_at or", tests: AUDIT_TESTS, only: "before the day is settled" }),
];

export const MUTANTS: readonly Mutant[] = [...CLAIM_MUTANTS, ...ATTEMPT_MUTANTS, ...UPKEEP_MUTANTS, ...DOOR_MUTANTS, ...BOOKS_MUTANTS];
