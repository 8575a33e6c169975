import { defineConfig } from "@playwright/test";
import { app } from "./e2e/app.ts";

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  // One after the other, once: the whole console is shared, and a test that passes only sometimes does not pass.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/report.json" }]],
  outputDir: "test-results/traces",
  forbidOnly: true,
  use: {
    baseURL: app().url,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: { executablePath: app().browser.executablePath, env: app().browser.env },
  },
});
