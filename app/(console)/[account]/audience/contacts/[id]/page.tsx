/** One person: what is known of them, where they agreed, and whether they may be written to. */
import type { Metadata } from "next";
import { StandingBadge, standingOf } from "#components/audience/contact-look.tsx";
import { OptOutActions } from "#components/audience/opt-out-actions.tsx";
import { OptOutHistory } from "#components/audience/opt-out-history.tsx";
import { Section } from "#components/frame/section.tsx";
import { DetailPage } from "#components/patterns/detail-page.tsx";
import { KeyValueList, type Fact } from "#components/ui/key-value-list.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import type { ContactDetail } from "#lib/db/contacts.ts";
import { countryName } from "#lib/domain/country-name.ts";
import { type AccountKind } from "#lib/domain/states.ts";
import { liftOptOut, optOut } from "../../actions.ts";
import { contactHere } from "./read-contact.ts";

export const metadata: Metadata = { title: "Contact" };

const STANDING = {
  "opted-out": "Left out of every campaign, because they asked to be.",
  "no-consent": "Left out of marketing campaigns, because no consent is recorded.",
  reachable: "Gets the campaigns that include them.",
};

export default async function ContactPage({ params }: { params: Promise<{ account: string; id: string }> }) {
  const { account: slug, id } = await params;
  const { account, rights } = await requireRight(slug, "account.see");
  const wholeNumber = rights.has("numbers.see");
  const contact = await contactHere(account.id, id, wholeNumber);
  const standing = standingOf(contact);
  const path = `/${account.slug}/audience`;
  return (
    <DetailPage
        crumbs={[{ href: path, label: "Audience" }]}
        title={contact.name || <Phone number={contact.phone} masked={!wholeNumber} />}
        badge={<StandingBadge standing={standing} />}
        summary={STANDING[standing]}
        secondary={rights.has("opt-out.change") && <OptOutActions account={account.slug} contact={{ id: contact.id, name: contact.name, optedOut: contact.optedOutAt !== null }} optOut={optOut} lift={liftOptOut} />}
        side={<Facts contact={contact} kind={account.kind} wholeNumber={wholeNumber} />}
        sideFirst
      >
        <Section title="Attributes" summary="From imports, under the headers of their files. Template variables are filled from them.">
          <Attributes attributes={contact.attributes} />
        </Section>
        <Section title="Opt-outs" action={<TextLink href={`/${account.slug}/decisions?contact=${contact.id}`}>What Drumbeat decided about them</TextLink>}>
          <OptOutHistory entries={contact.optOuts} />
        </Section>
        <Section title="Lists">
          <Lists lists={contact.lists} path={path} />
        </Section>
    </DetailPage>
  );
}

function Attributes({ attributes }: { attributes: Record<string, string> }) {
  const facts = Object.entries(attributes)
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([name, value]): Fact => ({ name, value }));
  if (facts.length === 0) return <p className="border-y border-line py-4 text-ink-soft">None. A file with more columns than the number brings them.</p>;
  return <KeyValueList facts={facts} className="border-y border-line" />;
}

function Lists({ lists, path }: { lists: ContactDetail["lists"]; path: string }) {
  if (lists.length === 0) return <p className="border-y border-line py-4 text-ink-soft">On no list.</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {lists.map(({ id, name }) => (
        <li key={id} className="py-2 wrap-anywhere">
          <TextLink href={`${path}?list=${id}`}>{name}</TextLink>
        </li>
      ))}
    </ul>
  );
}

function Facts({ contact, kind, wholeNumber }: { contact: ContactDetail; kind: AccountKind; wholeNumber: boolean }) {
  const facts: Fact[] = [
    { name: "Number", value: <Phone number={contact.phone} masked={!wholeNumber} /> },
    { name: "Country", value: contact.country ? countryName(contact.country) : "None" },
    { name: "Language", value: contact.language ?? "Not known" },
    { name: "Consent", value: contact.consentAt ? <AbsoluteTime at={contact.consentAt} form="long" /> : "None recorded" },
    { name: "Agreed where", value: contact.consentSource ?? "Not known" },
    ...(kind === "sandbox" ? [{ name: "Joined to the sandbox", value: contact.joinedUntil ? <>until <AbsoluteTime at={contact.joinedUntil} /></> : "No" }] : []),
    { name: "Contact since", value: <AbsoluteTime at={contact.createdAt} /> },
    { name: "Last changed", value: <AbsoluteTime at={contact.updatedAt} /> },
  ];
  return <KeyValueList facts={facts} />;
}
