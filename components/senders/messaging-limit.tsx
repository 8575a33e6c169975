/** How many people a number may write to first in a day, with what Twilio said of it on hover. */
import { limitText } from "./limit-text.ts";

export function MessagingLimit({ text }: { text: string | null }) {
  if (text === null) return <span className="text-ink-faint">Not known</span>;
  return <span title={`Twilio says: ${text}`}>{limitText(text)}</span>;
}
