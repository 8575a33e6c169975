/** Whether a template can be used, and what to do when it cannot. */
import { Notice } from "#components/ui/notice.tsx";
import type { TemplateStatus } from "#lib/domain/states.ts";
import { templateUse } from "#lib/domain/template-use.ts";
import { TEMPLATE_LOOK } from "./template-look.tsx";

export function TemplateUseNotice({ status, rejectionReason }: { status: TemplateStatus; rejectionReason: string | null }) {
  const use = templateUse(status, rejectionReason);
  return (
    <Notice tone={TEMPLATE_LOOK[status].tone} title={use.usable ? use.what : `It cannot be used in a campaign. ${use.what}`}>
      {use.next}
    </Notice>
  );
}
