/** What a phone shows of a Content item, and what its message needs to know of it. */
import { fillVariables } from "#lib/domain/template.ts";
import type { SimulatedTemplate } from "./fixtures.ts";

const CODE_SENTENCE = "*{{1}}* is your verification code.";

/** The text of a template with values filled in; a key without a value gets its sample, as at Twilio. */
export function renderedBody(template: SimulatedTemplate, values: Record<string, string>): string {
  return fillVariables(bodyOf(template), { ...template.variables, ...values });
}

export function hasMedia(template: SimulatedTemplate): boolean {
  return mediaOf(template) !== null;
}

/** The address of a template's file; null when it has none. */
export function mediaOf(template: SimulatedTemplate): string | null {
  const addresses: unknown[] = Object.values(template.types).flatMap((type) => (Array.isArray(type.media) ? type.media : []));
  return addresses.find((address) => typeof address === "string") ?? null;
}

/** The first type's own text. WhatsApp words authentication templates itself. */
export function bodyOf(template: SimulatedTemplate): string {
  for (const [name, type] of Object.entries(template.types)) {
    if (name === "whatsapp/authentication") return CODE_SENTENCE;
    if (typeof type.body === "string") return type.body;
  }
  return "";
}
