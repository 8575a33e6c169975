/** A message as the person gets it: WhatsApp's bubble, on WhatsApp's wall, light or dark. */
import { emptyVariables, type TemplateContent } from "#lib/domain/template.ts";
import { MessageContent } from "./message-content.tsx";
import type { Ticks } from "./message-time.tsx";
import { PhoneWall } from "./phone-wall.tsx";

export type MessagePreviewProps = {
  content: TemplateContent;
  /** By variable key. A variable without a value is marked. */
  values?: Record<string, string>;
  /** Who it is from, in the bar above. */
  senderName?: string;
  /** Otherwise as the console. */
  scheme?: "light" | "dark";
  /** On the bubble, as text. */
  time?: string;
  /** How far it came: then it is drawn as the business sees it, not as the person does. */
  ticks?: Ticks;
  /** Fetches pictures from where they lie. */
  loadMedia?: boolean;
  className?: string;
};

export function MessagePreview({ content, values = {}, senderName, scheme, time = "14:02", ticks, loadMedia = false, className }: MessagePreviewProps) {
  const empty = emptyVariables(content, values);
  return (
    <PhoneWall label="The message on the phone" senderName={senderName} scheme={scheme} className={className}>
      <MessageContent content={content} values={values} time={time} ticks={ticks} loadMedia={loadMedia} />
      {empty.length > 0 && (
        <figcaption className="sr-only">
          {empty.length === 1 ? "One variable has" : `${empty.length} variables have`} no value: {empty.join(", ")}.
        </figcaption>
      )}
    </PhoneWall>
  );
}
