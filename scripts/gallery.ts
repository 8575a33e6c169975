/** `npm run gallery`: every component in every state, alone: no database, no worker, nobody to sign in as. */
import { spawn } from "node:child_process";
import { freePort } from "#lib/db/free-port.ts";
import { buildGallery, GALLERY_ENV, NEXT } from "./build.ts";
import { ROOT } from "./places.ts";
import { run } from "./problem.ts";
import { heedSignals, untilStopping } from "./stopping.ts";

const PORT_WANTED = 3100;

heedSignals();
await run(async () => {
  await buildGallery();
  const port = await freePort(PORT_WANTED);
  const child = spawn(process.execPath, [NEXT, "start", "--port", String(port)], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...GALLERY_ENV, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" } });
  void untilStopping().then(() => child.kill("SIGTERM"));
  console.log(`\n  Open      http://localhost:${port}/gallery\n\nCtrl-C ends it.`);
  process.exitCode = await new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 0)));
});
