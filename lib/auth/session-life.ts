/** How long a sign-in lasts. */
import type { SessionLife } from "#lib/db/sessions.ts";

const HOUR_SECONDS = 3_600;

export const SESSION_LIFE: SessionLife = { idleSeconds: 8 * HOUR_SECONDS, absoluteSeconds: 12 * HOUR_SECONDS };
