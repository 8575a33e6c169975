/** One REST request that has been let in: what a door of the API is given. */
import type { Asked } from "./paging.ts";
import type { Noted, Reply } from "./reply.ts";
import type { LogEntry } from "./request-log.ts";
import type { AccountState, World } from "./world.ts";

export type Call = {
  world: World;
  /** The account that is acted on. */
  state: AccountState;
  asked: Asked;
  /** What the path names, in its order: SIDs, and whatever else came in their place. */
  named: readonly string[];
  /** The parameters of a form; a body of another type holds none that Twilio would see. */
  form: URLSearchParams;
  body: string;
  /** Scheme and host of this server, for the links in its answers. */
  base: string;
  /** Enters what the request turned out to be, once. */
  note: (facts: Noted) => LogEntry;
};

export type Door = (call: Call) => Reply;
