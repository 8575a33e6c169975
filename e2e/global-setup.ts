/** Before all stories: a browser that opens, and a whole Drumbeat, started as a person starts it. */
import { handOver } from "./app.ts";
import { findBrowser } from "./browser.ts";
import { startApp } from "./start-app.ts";

export default async function setup(): Promise<() => Promise<void>> {
  const browser = await findBrowser();
  console.log(`Browser: ${browser.name} (${browser.executablePath})`);
  const { app, stop } = await startApp();
  handOver({ ...app, browser });
  return stop;
}
