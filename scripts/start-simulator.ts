/** The simulator as a part of the whole. */
import path from "node:path";
import { untilAnswers } from "./answers.ts";
import { type KeptPart, keepRunning } from "./keep-running.ts";
import { launchProcess } from "./part-process.ts";
import { inData, ROOT } from "./places.ts";
import { usualPort } from "./ports.ts";
import { step } from "./progress.ts";

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

/** Starts it on its usual port with its log in the data folder, and keeps it running. */
export async function startSimulator(onStart: (pid: number) => void): Promise<{ part: KeptPart; url: string }> {
  const port = await usualPort("simulator");
  const url = `http://127.0.0.1:${port}`;
  const args = [path.join(ROOT, "simulator/main.ts"), "--port", String(port), "--log", inData("simulator.jsonl")];
  return step("Starting the simulator", async () => {
    const part = await keepRunning("simulator", () => launchProcess({ name: "simulator", args, env: {}, stopTimeoutMs: STOP_TIMEOUT_MS, onStart }));
    try {
      await untilAnswers(`${url}/__sim/stats`, { timeoutMs: READY_TIMEOUT_MS, sentence: "The simulator does not start." });
    } catch (error) {
      await part.stop();
      throw error;
    }
    return { part, url };
  });
}
