/** A part of the whole that is started again when it dies, a bounded number of times. */

/** One life of a part. */
export type Life = {
  /** Resolves with how it ended, such as "with code 1". */
  ended: Promise<string>;
  stop(): Promise<void>;
};

export type KeptPart = {
  stop(): Promise<void>;
  /** Resolves with a sentence when it died too often. Never, when it is stopped. */
  failed: Promise<string>;
};

const LIVES_MAX = 5;
/** A part that lived this long is believed to be well again. */
const WELL_AFTER_MS = 60_000;
const PAUSE_MS = 500;

/** Starts a part and starts it again whenever it dies. Throws when the first start does. */
export async function keepRunning(name: string, launch: () => Promise<Life>): Promise<KeptPart> {
  let launching = launch();
  let stopped = false;
  await launching;

  /** The sentence when it is given up, or null once it is stopped. */
  const watch = async (): Promise<string | null> => {
    for (let lives = 1; ; lives += 1) {
      const bornMs = Date.now();
      const life = await launching;
      const how = await life.ended;
      if (stopped) return null;
      if (Date.now() - bornMs > WELL_AFTER_MS) lives = 1;
      if (lives >= LIVES_MAX) return `The ${name} ended ${how}, for the ${LIVES_MAX}th time in a row.`;
      console.error(`The ${name} ended ${how}; starting it again.`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * lives));
      if (stopped) return null;
      launching = launch();
    }
  };

  const failed = new Promise<string>((resolve) => {
    watch().then(
      (sentence) => sentence !== null && resolve(sentence),
      (error: unknown) => resolve(`The ${name} does not start again: ${error instanceof Error ? error.message : String(error)}`),
    );
  });
  return {
    failed,
    stop: async () => {
      stopped = true;
      const life = await launching.catch(() => null);
      await life?.stop();
    },
  };
}
