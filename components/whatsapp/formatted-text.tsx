/** Text with WhatsApp's formatting, as a phone draws it. Each paragraph finds its own direction. */
import { Fragment, type ReactNode } from "react";
import { jumboEmoji, parseWhatsAppText, type Block, type Inline } from "#lib/domain/whatsapp-text.ts";
import { cx } from "#components/ui/cx.ts";
import { VariableText } from "./variable-text.tsx";

type FormattedTextProps = {
  text: string;
  /** By variable key; null for what a person wrote, where braces are only braces. */
  values: Record<string, string> | null;
  /** Stands at the end of the last line where there is room, else below it, as the time of a message does. */
  end?: ReactNode;
  className?: string;
};

export function FormattedText({ text, values, end, className }: FormattedTextProps) {
  const blocks = parseWhatsAppText(text, values);
  const large = jumboEmoji(text);
  const endsInLine = blocks.at(-1)?.kind === "lines";
  return (
    <div className={cx("wrap-anywhere", className)}>
      {blocks.map((block, index) => (
        <BlockText key={index} block={block} large={large} end={endsInLine && index === blocks.length - 1 ? end : null} />
      ))}
      {!endsInLine && end && <div className="flow-root">{end}</div>}
    </div>
  );
}

/** A list and a quote take the direction of what they begin with, so that their marks stand on its side. */
function BlockText({ block, large, end }: { block: Block; large: number; end: ReactNode }) {
  switch (block.kind) {
    case "lines":
      return <Lines lines={block.lines} large={large} end={end} />;
    case "quote":
      return (
        <blockquote dir="auto" className="my-1 border-s-[3px] border-(--wa-quote) ps-2 text-(--wa-faint)">
          {block.lines.map((line, index) => (
            <p key={index} className="whitespace-pre-wrap [unicode-bidi:plaintext]">
              {drawn(line)}
            </p>
          ))}
        </blockquote>
      );
    case "bullets":
      return (
        <ul dir="auto" className="list-disc ps-5 marker:text-[0.8em]">
          {block.items.map((item, index) => (
            <li key={index} className="[unicode-bidi:plaintext]">
              {drawn(item)}
            </li>
          ))}
        </ul>
      );
    case "numbers":
      return (
        <ol dir="auto" className="list-decimal ps-6">
          {block.items.map((item, index) => (
            <li key={index} value={Number(item.number)} className="[unicode-bidi:plaintext]">
              {drawn(item.children)}
            </li>
          ))}
        </ol>
      );
    case "mono":
      return (
        <pre dir="auto" className="my-0.5 font-mono text-[0.9em] whitespace-pre-wrap">
          {drawn(block.children)}
        </pre>
      );
  }
}

/** One, two and three emoji that are all of a message. */
const LARGE = ["text-[44px] leading-[52px]", "text-[36px] leading-[44px]", "text-[30px] leading-[38px]"];

function Lines({ lines, large, end }: { lines: Inline[][]; large: number; end: ReactNode }) {
  return lines.map((line, index) => (
    <p key={index} dir="auto" className="flow-root min-h-[1.35em] whitespace-pre-wrap">
      {large ? <span className={LARGE[large - 1]}>{drawn(line)}</span> : drawn(line)}
      {index === lines.length - 1 && end}
    </p>
  ));
}

function drawn(inlines: Inline[]): ReactNode {
  return inlines.map((inline, index) => <Fragment key={index}>{one(inline)}</Fragment>);
}

function one(inline: Inline): ReactNode {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "variable":
      return <VariableText variable={inline} />;
    case "bold":
      return <strong className="font-[700]">{drawn(inline.children)}</strong>;
    case "italic":
      return <em>{drawn(inline.children)}</em>;
    case "strike":
      return <s>{drawn(inline.children)}</s>;
    case "mono":
      return <code className="font-mono text-[0.93em]">{drawn(inline.children)}</code>;
    case "link":
      return <span className="text-(--wa-link) underline underline-offset-2">{drawn(inline.children)}</span>;
  }
}
