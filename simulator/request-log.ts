/** The oracle: every request the simulator got, in order, never changed afterwards. */

export type LogEntry = {
  /** Its place in the log, from 0. */
  index: number;
  /** ms since 1970, with fraction. */
  receivedAt: number;
  /** The account that was acted on, or whose credentials came with it; null when they were nobody's. */
  accountSid: string | null;
  method: string;
  /** With its query. */
  path: string;
  /** `whatsapp:+…`, as they came or as a Messaging Service chose; null where a request has none. */
  from: string | null;
  to: string | null;
  /** The Messaging Service that was to send it. */
  serviceSid: string | null;
  /** The sender in `from` was chosen by the service. */
  chosen: boolean;
  /** When it was asked to be sent: ms since 1970; null for at once. */
  sendAt: number | null;
  validitySeconds: number | null;
  contentSid: string | null;
  /** The ContentVariables as they came. */
  variables: string | null;
  /** The address of the file that goes with it, of however many that were given. */
  mediaUrl: string | null;
  body: string | null;
  bodySha256: string | null;
  callbackUrl: string | null;
  /** What was drawn for a Messages create; null for every other request. */
  fate: string | null;
  /** The HTTP status it was answered with; null when it never was. */
  status: number | null;
  /** The Twilio error code of the answer. */
  code: number | null;
  /** The message it created. Present even where the answer did not say so. */
  sid: string | null;
  /** When it was accepted: ms since 1970, with fraction. */
  acceptedAt: number | null;
};

export type LogPage = { entries: LogEntry[]; /** Ask for `since` this next. */ next: number; total: number };

/** Whether a request asked to send a message, whoever made it and whatever became of it. */
export function isCreate(entry: Pick<LogEntry, "method" | "path">): boolean {
  return entry.method === "POST" && entry.path.endsWith("/Messages.json");
}
