/** `npm run gallery`: every component in every state, alone: no database, no worker, nobody to sign in as. */
import { run } from "./problem.ts";
import { startGallery } from "./start-gallery.ts";
import { heedSignals, untilStopping } from "./stopping.ts";

const PORT_WANTED = 3100;

heedSignals();
await run(async () => {
  const { url, ended, stop } = await startGallery(PORT_WANTED);
  void untilStopping().then(stop);
  console.log(`\n  Open      ${url}/gallery\n\nCtrl-C ends it.`);
  process.exitCode = await ended;
});
