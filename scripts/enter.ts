/** What runs on the pinned Node before every script: the database client is made from the schema, because all else imports it. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { generateClient } from "./build.ts";
import "./end-with-parent.ts";
import { ROOT } from "./places.ts";
import { run } from "./problem.ts";

await run(async () => {
  await generateClient();
  const script = path.join(ROOT, process.argv[2] ?? "");
  // The script sees the command line as if it had been called by itself.
  process.argv.splice(1, 2, script);
  await import(pathToFileURL(script).href);
});
