/** What goes wrong at the command line, in one sentence and without a stack trace. */

/** Ends a script with its message alone. Everything else that is thrown is a bug of ours. */
export class Problem extends Error {}

/** Runs a script's whole work. Prints what went wrong and sets the exit code; returns so that whatever is open can close. */
export async function run(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = 1;
    const sentence = error instanceof Problem ? error.message : aboutThisMachine(error);
    if (sentence === null) console.error("This should not have happened:", error);
    else console.error(sentence);
  }
}

/** What no code of ours can mend, in words. Null for everything else. */
function aboutThisMachine(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  const place = "path" in error && typeof error.path === "string" ? error.path : "a file";
  switch (error.code) {
    case "EACCES":
    case "EPERM":
      return `This user may not write ${place}: run it as the user who owns the folder, or correct its permissions.`;
    case "EROFS":
      return `${place} lies on a disk that is read-only: set DRUMBEAT_DATA_DIR to a folder that can be written.`;
    case "ENOSPC":
      return "The disk is full: make room, then run this again.";
    default:
      return null;
  }
}
