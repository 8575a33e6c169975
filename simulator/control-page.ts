/** The page of the control door: one HTML document that holds everything it needs, put together from its three files. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "./reply.ts";

const FOLDER = join(import.meta.dirname, "page");

/** Read at every ask: whoever changes the page sees it at once. */
export function controlPage(): Answer {
  const nonce = randomUUID();
  const file = (name: string) => readFileSync(join(FOLDER, name), "utf8");
  const filled: Record<string, string> = { NONCE: nonce, STYLE: file("page.css"), SCRIPT: file("page.js") };
  const body = file("page.html").replaceAll(/%(NONCE|STYLE|SCRIPT)%/g, (_mark, name: string) => filled[name] ?? "");
  return {
    kind: "answer",
    status: 200,
    body,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
    },
  };
}
