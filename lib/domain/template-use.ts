/** Whether a template can be sent, and what to do when it cannot. */
import type { TemplateCategory, TemplateStatus } from "./states.ts";

/** In the order in which they are offered as filters. */
export const TEMPLATE_STATUSES: readonly TemplateStatus[] = ["approved", "pending", "unsubmitted", "rejected", "paused", "disabled", "gone"];
export const TEMPLATE_CATEGORIES: readonly TemplateCategory[] = ["marketing", "utility", "authentication"];

export type TemplateUse = { usable: boolean; what: string; next: string };

/** One sentence on what is so, one on what to do. */
export function templateUse(status: TemplateStatus, rejectionReason: string | null): TemplateUse {
  switch (status) {
    case "approved":
      return { usable: true, what: "WhatsApp approved this template.", next: "It can be used in a campaign now." };
    case "unsubmitted":
      return {
        usable: false,
        what: "This template was never sent to WhatsApp for approval.",
        next: "Submit it for WhatsApp approval in Twilio’s Content Template Builder. Until it is approved, it only works as a reply inside the 24 hours after somebody wrote.",
      };
    case "pending":
      return { usable: false, what: "WhatsApp is reviewing this template.", next: "Reviews mostly end within minutes and can take up to a day. It can be used as soon as it is approved." };
    case "rejected":
      return {
        usable: false,
        what: rejectionReason ? `WhatsApp rejected this template: ${rejectionReason}` : "WhatsApp rejected this template without giving a reason.",
        next: "A submitted template cannot be changed. Make a new one with another wording or the right category, and submit that.",
      };
    case "paused":
      return {
        usable: false,
        what: "WhatsApp paused this template because people blocked or reported messages made from it.",
        next: "The first pause lasts three hours and the second six; the third disables it. Use the time to write to fewer people, or to those who expect it.",
      };
    case "disabled":
      return {
        usable: false,
        what: "WhatsApp disabled this template for good, after repeated pauses or for breaking a policy.",
        next: "Make a new template with another wording. An appeal is made in WhatsApp Manager.",
      };
    case "gone":
      return {
        usable: false,
        what: "Twilio no longer has this template: somebody deleted it there.",
        next: "It is kept here for the campaigns that were made with it. Should it appear at Twilio again, it can be used again; else choose another template.",
      };
  }
}
