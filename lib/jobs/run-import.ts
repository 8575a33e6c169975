/** Runs an import beside everything else the worker does: in a process of its own, with little memory and no say over the others. */
import { fork } from "node:child_process";
import { z } from "zod";
import type { ImportKey } from "#lib/db/import-run.ts";
import type { ImportOutcome } from "./import-contacts.ts";

/** A file is never in memory as a whole, so this is enough for one of any size. In megabytes. */
const HEAP_FLAGS = ["--max-old-space-size=96", "--max-semi-space-size=4"];

const Outcome = z.object({ kind: z.enum(["done", "failed", "not-waiting", "held-elsewhere"]) });
const Fault = z.object({ kind: z.literal("fault"), name: z.string() });
const Message = z.union([Outcome, Fault]);

/** The import's outcome. Throws when the process is ended by `signal`, by its memory limit or by a fault. */
export function runImport(key: ImportKey, signal: AbortSignal): Promise<ImportOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<ImportOutcome>();
  const child = fork(new URL("./import-process.ts", import.meta.url), [key.accountId, key.importId], { execArgv: HEAP_FLAGS, signal, killSignal: "SIGKILL", stdio: ["ignore", "inherit", "ignore", "ipc"] });
  child.once("message", (received) => {
    const message = Message.parse(received);
    if (message.kind === "fault") reject(Object.assign(new Error("the import failed"), { name: message.name }));
    else resolve(message);
  });
  child.once("error", reject);
  child.once("exit", (code, killedBy) => reject(new Error(`the process of the import ended with ${killedBy ?? code}`)));
  return promise;
}
