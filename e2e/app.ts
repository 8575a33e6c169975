/** What the tests know of the console that was started for them. Handed from the set-up to each test process in the environment. */
import { z } from "zod";

const App = z.object({
  url: z.string(),
  simulatorUrl: z.string(),
  email: z.string(),
  password: z.string(),
  /** Holds everything of this console, logs included. */
  dataFolder: z.string(),
  browser: z.object({ name: z.string(), executablePath: z.string(), env: z.record(z.string(), z.string()) }),
});
export type App = z.infer<typeof App>;

const NAME = "DRUMBEAT_E2E_APP";
const NOT_YET: App = { url: "", simulatorUrl: "", email: "", password: "", dataFolder: "", browser: { name: "", executablePath: "", env: {} } };

/** The console under test. Empty in every field before the set-up has started it. */
export function app(): App {
  const handed = process.env[NAME];
  return handed ? App.parse(JSON.parse(handed)) : NOT_YET;
}

export function handOver(started: App): void {
  process.env[NAME] = JSON.stringify(started);
}
