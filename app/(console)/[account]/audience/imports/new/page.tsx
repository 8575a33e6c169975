/** A new import: which list, and which file. */
import type { Metadata } from "next";
import { SampleLink } from "#components/audience/sample-link.tsx";
import { SandboxNotice } from "#components/audience/sandbox-notice.tsx";
import { UploadForm } from "#components/audience/upload-form.tsx";
import { Section } from "#components/frame/section.tsx";
import { StepsPage } from "#components/patterns/steps-page.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { listListNames } from "#lib/db/contact-lists.ts";
import { UPLOAD_BYTES_MAX } from "#lib/domain/import-file.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { searchText, type SearchParams } from "#lib/forms/search-params.ts";

export const metadata: Metadata = { title: "Import contacts" };

type NewImportPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function NewImportPage({ params, searchParams }: NewImportPageProps) {
  const { account } = await requireRight((await params).account, "audience.change");
  const [asked, lists] = await Promise.all([searchParams, listListNames(pool(), account.id)]);
  const chosen = lists.find(({ id }) => isUuid(asked.list) && id === asked.list)?.id ?? null;
  const path = `/${account.slug}/audience`;
  return (
    <StepsPage
      crumbs={[{ href: path, label: "Audience" }, { href: `${path}/imports`, label: "Imports" }]} title="Import contacts" summary="Choose a file, say what its columns are, and see line by line what was taken."
      notices={account.kind === "sandbox" && <SandboxNotice />}
      panel={<WhatIsTaken account={account.slug} />}
    >
      <UploadForm account={account.slug} lists={lists} chosen={chosen} newList={searchText(asked.newList)} maxBytes={UPLOAD_BYTES_MAX} />
    </StepsPage>
  );
}

function WhatIsTaken({ account }: { account: string }) {
  return (
    <Section title="What the file should hold">
      <ul className="flex list-disc flex-col gap-2 pl-5 text-ink-soft marker:text-ink-faint">
        <li>One line per person, with the names of the columns in the first line.</li>
        <li>A column with WhatsApp numbers, in any spelling. Numbers without a country code need a country beside them, or a default country.</li>
        <li>When each person agreed to be written to, as a date such as 2026-05-14, and where. People without it are left out of marketing.</li>
        <li>Whatever the messages are to say: a first name, a voucher, a city.</li>
      </ul>
      <div className="mt-4">
        <SampleLink account={account} />
      </div>
    </Section>
  );
}
