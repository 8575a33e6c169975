/** Sign-ins: each is a row, so that ending one takes effect at the next request. */
import type { Queryable } from "./connection.ts";

/** How long a session lives, in seconds: unused, and in all. */
export type SessionLife = { idleSeconds: number; absoluteSeconds: number };

export type LiveSession = {
  id: string;
  person: { id: string; name: string; email: string };
  /** True when the last visit was noted more than a minute ago. */
  noteIsOld: boolean;
};

/** Opens a session and returns its id. */
export async function openSession(db: Queryable, session: { personId: string; userAgent: string; absoluteSeconds: number }): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `
    insert into session (person_id, user_agent, created_at, last_seen_at, expires_at)
    select $1, $2, now.at, now.at, now.at + make_interval(secs => $3)
    from (select app_now() as at) as now
    returning id
    `,
    [session.personId, session.userAgent, session.absoluteSeconds],
  );
  const [row] = rows;
  if (!row) throw new Error("the session was not written");
  return row.id;
}

/** The session and its person, or null when it ended, expired, lay idle too long, or the person was disabled. */
export async function findLiveSession(db: Queryable, sessionId: string, idleSeconds: number): Promise<LiveSession | null> {
  const { rows } = await db.query<{ person_id: string; name: string; email: string; note_is_old: boolean }>(
    `
    select person.id as person_id, person.name, person.email,
           session.last_seen_at < app_now_stable() - interval '1 minute' as note_is_old
    from session
    join person on person.id = session.person_id
    where session.id = $1
      and session.ended_at is null
      and session.expires_at > app_now_stable()
      and session.last_seen_at > app_now_stable() - make_interval(secs => $2)
      and person.disabled_at is null
    `,
    [sessionId, idleSeconds],
  );
  const [row] = rows;
  if (!row) return null;
  return { id: sessionId, person: { id: row.person_id, name: row.name, email: row.email }, noteIsOld: row.note_is_old };
}

/** Notes a visit, at most once a minute: the condition holds here too, for requests that come together. */
export async function noteVisit(db: Queryable, sessionId: string): Promise<void> {
  await db.query(
    `update session set last_seen_at = app_now() where id = $1 and ended_at is null and last_seen_at < app_now() - interval '1 minute'`,
    [sessionId],
  );
}

/** Ends a session and returns whose it was, or null when it had ended before or never was. */
export async function endSession(db: Queryable, sessionId: string): Promise<string | null> {
  const { rows } = await db.query<{ person_id: string }>(
    `update session set ended_at = app_now() where id = $1 and ended_at is null returning person_id`,
    [sessionId],
  );
  return rows[0]?.person_id ?? null;
}

export type OwnSession = { id: string; userAgent: string; createdAt: Date; lastSeenAt: Date };

/** More sign-ins than one person keeps open. */
const SESSIONS_SHOWN_MAX = 30;

/** The sessions of a person that still open something, the one that was used last first. */
export async function listLiveSessions(db: Queryable, personId: string, idleSeconds: number): Promise<OwnSession[]> {
  const { rows } = await db.query<OwnSession>(
    `
    select id, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt"
    from session
    where person_id = $1 and ended_at is null and expires_at > app_now_stable() and last_seen_at > app_now_stable() - make_interval(secs => $2)
    order by last_seen_at desc, id
    limit ${SESSIONS_SHOWN_MAX}
    `,
    [personId, idleSeconds],
  );
  return rows;
}

/** Ends one session of a person, or all but one of them; returns how many ended. */
export async function endSessionsOf(db: Queryable, personId: string, which: { only: string } | { allBut: string | null }): Promise<number> {
  const { rowCount } = await db.query(
    `update session set ended_at = app_now() where person_id = $1 and ended_at is null and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)`,
    [personId, "only" in which ? which.only : null, "allBut" in which ? which.allBut : null],
  );
  return rowCount ?? 0;
}
