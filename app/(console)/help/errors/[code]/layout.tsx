/** Answers before anything is drawn: what is no code of Twilio. */
import { requirePerson } from "#lib/auth/require-right.ts";
import { codeHere } from "./read-code.ts";

export default async function ErrorCodeLayout({ params, children }: { params: Promise<{ code: string }>; children: React.ReactNode }) {
  await requirePerson();
  codeHere((await params).code);
  return children;
}
