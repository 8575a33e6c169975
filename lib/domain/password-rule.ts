/** Whether a new password is one that can be kept. What was guessed elsewhere is no concern of this rule. */

/** Shorter can be guessed (OWASP ASVS 5.0, 6.2.1, asks for 8 and recommends 15). In characters. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;
const DIFFERENT_MIN = 5;
/** Shorter pieces of a name are in many good passwords. */
const NAME_PIECE_MIN = 4;

export type PasswordProblem = "too-short" | "too-long" | "monotonous" | "your-name";

/** What keeps it from being taken, or null. Nothing is asked of its signs, and it is taken as it was typed. */
export function passwordProblem(password: string, { email, name }: { email: string; name: string }): PasswordProblem | null {
  const signs = [...password];
  if (signs.length < PASSWORD_MIN) return "too-short";
  if (signs.length > PASSWORD_MAX) return "too-long";
  if (new Set(signs).size < DIFFERENT_MIN) return "monotonous";
  const lower = password.toLowerCase();
  const pieces = [email.split("@")[0] ?? "", ...name.split(/\s+/)].map((piece) => piece.toLowerCase()).filter((piece) => piece.length >= NAME_PIECE_MIN);
  const left = pieces.reduce((text, piece) => text.replaceAll(piece, ""), lower);
  return [...left].length < PASSWORD_MIN - NAME_PIECE_MIN ? "your-name" : null;
}

export const PASSWORD_SENTENCE: Record<PasswordProblem, string> = {
  "too-short": `Take at least ${PASSWORD_MIN} characters. Four words that have nothing to do with each other are easy to keep in mind.`,
  "too-long": `Take at most ${PASSWORD_MAX} characters.`,
  monotonous: `It repeats itself. Take at least ${DIFFERENT_MIN} different characters.`,
  "your-name": "It is little more than your name or address, which is tried first. Take something else.",
};
