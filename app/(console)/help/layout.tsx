/** The frame of the help, which belongs to no account. */
import { PlainFrame } from "#components/frame/plain-frame.tsx";
import { requirePerson } from "#lib/auth/require-right.ts";

export default async function HelpLayout({ children }: { children: React.ReactNode }) {
  await requirePerson();
  return <PlainFrame>{children}</PlainFrame>;
}
