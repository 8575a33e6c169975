/** Starts the simulator by itself: `node simulator/main.ts --port 4010 --log .data/simulator.jsonl`. */
import { type CommandLine, optionsFrom, USAGE } from "./command-line.ts";
import { startSimulator } from "./simulator.ts";

const asked: CommandLine = optionsFrom(process.argv.slice(2));
if (asked.kind === "help") {
  console.log(USAGE);
} else if (asked.kind === "problem") {
  console.error(asked.sentence);
  process.exitCode = 2;
} else {
  await run(asked);
}

async function run({ options }: Extract<CommandLine, { kind: "run" }>): Promise<void> {
  try {
    const simulator = await startSimulator(options);
    console.log(`The simulator listens at ${simulator.url} and shows its phones at ${simulator.url}/__sim/`);
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
  } catch (error) {
    console.error(`The simulator cannot start: ${sentenceFor(error, options.port)}`);
    process.exitCode = 1;
  }
}

function sentenceFor(error: unknown, port: number | undefined): string {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") return `port ${port} is taken by another program.`;
  return error instanceof Error ? error.message : String(error);
}
