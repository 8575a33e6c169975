/** Where the rooms of the help are. */

export const HELP = { start: "/help", playbook: "/help/playbook", errors: "/help/errors" } as const;

/** The page of a code in the catalogue. */
export function errorPath(code: number): string {
  return `${HELP.errors}/${code}`;
}

/** An answer in the playbook. */
export function answerPath(id: string): string {
  return `${HELP.playbook}#${id}`;
}
