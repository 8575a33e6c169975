/** What was launched, as it was then: the message, how its variables are filled, and the facts. */
import { languageName } from "#components/templates/language-name.ts";
import { CATEGORY_LABEL } from "#components/templates/template-look.tsx";
import { Section } from "#components/frame/section.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { MessagePreview } from "#components/whatsapp/message-preview.tsx";
import type { Template, VariableMapping } from "#lib/domain/template.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";
import { MappingList } from "./mapping-list.tsx";

type SentMessageProps = {
  account: { slug: string; name: string };
  campaign: {
    template: Template | null;
    list: { name: string } | null;
    mapping: VariableMapping;
    senders: { name: string }[];
    createdBy: string | null;
    launchedAt: Date | null;
    finishedAt: Date | null;
  };
};

export function SentMessage({ account, campaign }: SentMessageProps) {
  const { template, list, mapping, senders } = campaign;
  const facts = [
    ...(campaign.launchedAt ? [{ name: "Launched", value: <AbsoluteTime at={campaign.launchedAt} /> }] : []),
    ...(campaign.finishedAt ? [{ name: "Finished", value: <AbsoluteTime at={campaign.finishedAt} /> }] : []),
    ...(campaign.createdBy ? [{ name: "Written by", value: <bdi>{campaign.createdBy}</bdi> }] : []),
    { name: "List", value: <bdi title={list?.name} className="line-clamp-3">{list?.name ?? "–"}</bdi> },
    ...(template
      ? [
          { name: "Template", value: <TextLink href={`/${account.slug}/templates/${template.id}`}>{template.name}</TextLink> },
          { name: "Category", value: `${CATEGORY_LABEL[template.category]}, ${languageName(template.language)}` },
        ]
      : []),
  ];
  return (
    <>
      <KeyValueList facts={facts} className="border-y border-line" />
      {template && (
        <Section title="The message">
          <MessagePreview content={template.content} values={standIns(mappingFor(template.variables, mapping))} senderName={senders[0]?.name ?? account.name} />
          {template.variables.length > 0 && (
            <div className="mt-3">
              <MappingList variables={template.variables} mapping={mapping} />
            </div>
          )}
        </Section>
      )}
    </>
  );
}

/** What stands in each variable’s place: the text that everybody gets, or the name of the column that each person’s comes from. */
function standIns(mapping: VariableMapping): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).map(([key, source]) => [key, source.from === "text" ? source.text : `⟨${source.column}⟩`]));
}
