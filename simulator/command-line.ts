/** The simulator's command line. */
import { parseArgs } from "node:util";
import { everyFault } from "./faults.ts";
import { CALLBACKS, SLOW_MS, type SimulatorOptions, type Span } from "./options.ts";

export type CommandLine = { kind: "run"; options: SimulatorOptions } | { kind: "help" } | { kind: "problem"; sentence: string };

export const USAGE = `node simulator/main.ts [options]

  --port N                listen on this port (a free one)
  --host ADDRESS          listen on this address (127.0.0.1)
  --seed N                decide every fate (1)
  --log FILE              keep the log in this file, and continue from it
  --speed N               let the network behind Twilio run N times faster (1)
  --latency-ms N          mean time of a REST answer (10)
  --concurrency-max N     requests that an account may have in hand at once (no limit)
  --list-lag-ms N         longest time for which lists miss a new message (0)
  --mps N                 messages per second of every live sender (80)
  --delivered-rate N      share of messages that are delivered, 0 to 1 (0.97)
  --read-rate N           share of those that are read (0.6)
  --failed-rate N         share of messages that fail (0.02)
  --duplicated-rate N     share of status callbacks that are posted more than once (0)
  --copies N              how often such a one is posted at most (2)
  --delayed-rate N        share that comes a minute to an hour late (0)
  --before-answer-rate N  share of messages that are heard of before their create is answered (0)
  --secondary-rate N      share that is signed with the secondary token (0)
  --noise-rate N          share that is followed by one of an unknown message (0)
  --forged-rate N         share that is followed by forgeries, with nobody's and with another account's token (0)
  --shuffled-rate N       share that is held back, so that later ones overtake it (0)
  --lost-rate N           share that is never posted (0)
  --queue-life-seconds N  how long a message may wait in a sender's queue (14400)
  --portfolio-people N    people that an account may write to per day outside their windows (no limit)
  --pair-seconds N        after a burst, one message per so many seconds to one person (no limit)
  --marketing-per-person N  marketing templates that one person is shown per day (no limit)
  --us-marketing-blocked  let marketing to numbers of the United States fail
  --delay-max-ms N        how late those come at most (3600000)
  --slow-max-ms N         how late the slow fates answer at most (60000)
  --fault-rate N          share of creates that meet a fault, any of them alike (0)
  --keep-alive-ms N       close connections that lie idle for so long, unannounced
  --inbound SID=URL       where an account's inbound messages go; may be repeated
  --help`;

const NUMBERS = ["port", "seed", "speed", "latency-ms", "concurrency-max", "list-lag-ms", "mps", "delivered-rate", "read-rate", "failed-rate", "duplicated-rate", "shuffled-rate", "lost-rate", "queue-life-seconds", "portfolio-people", "pair-seconds", "marketing-per-person", "copies", "delayed-rate", "before-answer-rate", "secondary-rate", "noise-rate", "forged-rate", "delay-max-ms", "slow-max-ms", "fault-rate", "keep-alive-ms"] as const;
const TEXTS = ["host", "log"] as const;

/** What the arguments ask for, or one sentence that says which of them cannot be understood. */
export function optionsFrom(args: string[]): CommandLine {
  const named = Object.fromEntries([...NUMBERS, ...TEXTS].map((name) => [name, { type: "string" as const }]));
  try {
    const { values } = parseArgs({
      args,
      options: { ...named, inbound: { type: "string", multiple: true }, help: { type: "boolean" }, "us-marketing-blocked": { type: "boolean" } },
    });
    if (values.help) return { kind: "help" };
    const texts = new Map(Object.entries(values).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])));
    const wrong = NUMBERS.find((name) => texts.has(name) && !isNumber(texts.get(name)));
    if (wrong !== undefined) return { kind: "problem", sentence: `--${wrong} must be a number of 0 or more, and is "${texts.get(wrong)}".` };
    return { kind: "run", options: options(texts, { inbound: values.inbound ?? [], usMarketingBlocked: values["us-marketing-blocked"] ?? false }) };
  } catch (error) {
    return { kind: "problem", sentence: error instanceof Error ? error.message : String(error) };
  }
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "" && Number(text) >= 0;
}

function options(texts: Map<string, string>, { inbound, usMarketingBlocked }: { inbound: string[]; usMarketingBlocked: boolean }): SimulatorOptions {
  const number = (name: (typeof NUMBERS)[number]) => (texts.has(name) ? Number(texts.get(name)) : undefined);
  return {
    host: texts.get("host"),
    port: number("port"),
    seed: number("seed"),
    logFile: texts.get("log"),
    speed: number("speed"),
    latencyMs: number("latency-ms"),
    concurrencyMax: number("concurrency-max"),
    listLagMs: number("list-lag-ms"),
    mps: number("mps"),
    slowMs: upTo(number("slow-max-ms"), SLOW_MS),
    keepAliveMs: number("keep-alive-ms"),
    faults: { rates: everyFault(number("fault-rate") ?? 0) },
    queueLifeSeconds: number("queue-life-seconds"),
    limits: {
      ...given({ portfolioPeople: number("portfolio-people"), pairSeconds: number("pair-seconds"), marketingPerPerson: number("marketing-per-person") }),
      usMarketingBlocked,
    },
    outcomes: given({ delivered: number("delivered-rate"), read: number("read-rate"), failed: number("failed-rate") }),
    callbacks: {
      delayMs: upTo(number("delay-max-ms"), CALLBACKS.delayMs),
      ...given({
        duplicated: number("duplicated-rate"),
        copies: number("copies"),
        shuffled: number("shuffled-rate"),
        delayed: number("delayed-rate"),
        lost: number("lost-rate"),
        beforeAnswer: number("before-answer-rate"),
        secondaryToken: number("secondary-rate"),
        noise: number("noise-rate"),
        wrongToken: number("forged-rate"),
        otherAccount: number("forged-rate"),
      }),
    },
    inboundUrls: Object.fromEntries(inbound.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)])),
  };
}

/** The usual span, with another end. */
function upTo(mostMs: number | undefined, [least, most]: Span): Span {
  return mostMs === undefined ? [least, most] : [Math.min(least, mostMs), mostMs];
}

/** Without the entries that are undefined: a spread of those would hide the defaults. */
function given<Shares extends Record<string, number | undefined>>(shares: Shares): { [Name in keyof Shares]?: number } {
  const present: { [Name in keyof Shares]?: number } = {};
  for (const name in shares) if (shares[name] !== undefined) present[name] = shares[name];
  return present;
}
