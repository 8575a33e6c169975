/** A list of templates with nothing in it: because there are none, or because none match. */
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { OutsideLink } from "#components/ui/text-link.tsx";
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import { languageName } from "./language-name.ts";
import { CATEGORY_LABEL, TEMPLATE_LOOK } from "./template-look.tsx";

export function NoTemplatesYet() {
  return (
    <Empty
      kind="nothing-yet"
      title="No templates yet"
      action={<OutsideLink href="https://console.twilio.com/us1/develop/sms/content-template-builder">Open Twilio’s Content Template Builder</OutsideLink>}
    >
      Templates are made in Twilio and approved by WhatsApp. They appear here once Twilio knows them.
    </Empty>
  );
}

type Filter = { status: TemplateStatus | null; category: TemplateCategory | null; language: string | null; search: string };

export function NoTemplateMatches({ filter, clearHref }: { filter: Filter; clearHref: string }) {
  const { status, category, language, search } = filter;
  const asked = [
    status && `with the status “${TEMPLATE_LOOK[status].label}”`,
    category && `for ${CATEGORY_LABEL[category].toLowerCase()}`,
    language && `in ${languageName(language)}`,
    search && `with “${search}” in its name`,
  ].filter(Boolean);
  const words = asked.length < 2 ? asked.join("") : `${asked.slice(0, -1).join(", ")} and ${asked.at(-1)}`;
  return (
    <Empty kind="nothing-matches" title="No template matches" action={<ButtonLink href={clearHref}>Show all templates</ButtonLink>}>
      There is no template {words}.
    </Empty>
  );
}
