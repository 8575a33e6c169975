/** One template: how it looks on the phone, what it needs, and whether it can be used. */
import type { Metadata } from "next";
import { Section } from "#components/frame/section.tsx";
import { DetailPage } from "#components/patterns/detail-page.tsx";
import { ChangesOfOne } from "#components/sync/change-columns.tsx";
import { changeText } from "#components/sync/change-words.ts";
import { languageName } from "#components/templates/language-name.ts";
import { CATEGORY_LABEL, TemplateBadge } from "#components/templates/template-look.tsx";
import { TemplateUseNotice } from "#components/templates/template-use-notice.tsx";
import { VariableTable } from "#components/templates/variable-table.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { CopyableId } from "#components/ui/copyable-id.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { MessagePreview } from "#components/whatsapp/message-preview.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { listSenders } from "#lib/db/list-senders.ts";
import { listChangesOf, type SyncChange } from "#lib/db/list-sync-changes.ts";
import type { TemplateDetail } from "#lib/db/list-templates.ts";
import { SyncStanding } from "../../sync-standing.tsx";
import { templateHere } from "./read-template.ts";

type TemplatePageProps = { params: Promise<{ account: string; id: string }> };

export async function generateMetadata({ params }: TemplatePageProps): Promise<Metadata> {
  const { account: slug, id } = await params;
  const { account } = await requireRight(slug, "account.see");
  return { title: (await templateHere(account.id, id)).name };
}

export default async function TemplatePage({ params }: TemplatePageProps) {
  const { account: slug, id } = await params;
  const { account, rights } = await requireRight(slug, "account.see");
  const template = await templateHere(account.id, id);
  const [{ senders }, changes] = await Promise.all([listSenders(pool(), account.id, 1), listChangesOf(pool(), account.id, template.id)]);
  const samples = Object.fromEntries(template.variables.map((variable) => [variable.key, variable.sample]));
  const offersUse = template.status === "approved" && rights.has("campaign.compose");
  return (
    <DetailPage
        crumbs={[{ href: `/${account.slug}/templates`, label: "Templates" }]}
        title={template.name}
        badge={<TemplateBadge status={template.status} />}
        summary={`${CATEGORY_LABEL[template.category]}, ${languageName(template.language)}`}
        primary={
          offersUse && (
            <ButtonLink variant="primary" href={`/${account.slug}/campaigns/new?template=${template.id}`}>
              Use in a campaign
            </ButtonLink>
          )
        }
        notices={
          <>
            <TemplateUseNotice status={template.status} rejectionReason={template.rejectionReason} />
            <CategoryNotice change={changes.find(({ kind }) => kind === "category")} category={template.category} />
          </>
        }
        sideFirst
        side={
          <Section title="On the phone" summary={template.variables.length > 0 ? "With its sample values." : undefined}>
            <MessagePreview content={template.content} values={samples} senderName={senders[0]?.name ?? account.name} />
          </Section>
        }
      >
        <Section title="Variables" summary={template.variables.length > 0 ? "A campaign fills each of them for every person. The samples below are never sent." : undefined}>
          <VariableTable variables={template.variables} />
        </Section>
        <Section title="Facts">
          <KeyValueList facts={factsOf(template)} className="max-w-[640px] border-y border-line" />
        </Section>
        <Section title="Changes at Twilio">
          <div className="flex flex-col gap-3">
            {changes.length > 0 && <ChangesOfOne changes={changes} />}
            <SyncStanding account={account} of="template" quiet />
          </div>
        </Section>
    </DetailPage>
  );
}

/** The category decides what a message costs and who may get it, and WhatsApp changes it without asking. */
function CategoryNotice({ change, category }: { change: SyncChange | undefined; category: TemplateDetail["category"] }) {
  if (!change || change.after !== category) return null;
  return (
    <Notice tone="warning" title={<>WhatsApp changed its category <RelativeTime at={change.at} />: {changeText(change).toLowerCase()}</>}>
      {category === "marketing"
        ? "Messages made from it cost what marketing costs, need consent to marketing, and do not reach people in the United States."
        : `Messages made from it cost what ${CATEGORY_LABEL[category].toLowerCase()} costs.`}
    </Notice>
  );
}

function factsOf(template: TemplateDetail) {
  return [
    { name: "Category", value: CATEGORY_LABEL[template.category] },
    { name: "Language", value: `${languageName(template.language)} (${template.language})` },
    { name: "Content SID", value: <CopyableId id={template.contentSid} what="Content SID" /> },
    { name: template.goneAt ? "Gone" : "Last change", value: <RelativeTime at={template.goneAt ?? template.syncedAt} /> },
  ];
}
