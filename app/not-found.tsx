/** An address that leads nowhere. It says the same for what does not exist and for what is somebody else’s. */
import type { Metadata } from "next";
import { Brand } from "#components/frame/brand.tsx";
import { LonePage } from "#components/frame/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <LonePage brand={<Brand />}>
      <h1 className="text-title font-strong">There is nothing here</h1>
      <p className="mt-2 text-ink-soft">This address leads nowhere, or to an account that you have no role in. If somebody sent you the link, ask them to have an admin add you.</p>
      <ButtonLink href="/" variant="primary" className="mt-5">
        Go to your accounts
      </ButtonLink>
    </LonePage>
  );
}
