/** Text with WhatsApp's formatting, as a phone draws it. Each line finds its own direction. */
import { Fragment, type ReactNode } from "react";
import { parseWhatsAppText, type Block, type Inline } from "#lib/domain/whatsapp-text.ts";
import { cx } from "#components/ui/cx.ts";

type FormattedTextProps = { text: string; values?: Record<string, string>; className?: string };

export function FormattedText({ text, values, className }: FormattedTextProps) {
  return (
    <div dir="auto" className={cx("wrap-anywhere [unicode-bidi:plaintext]", className)}>
      {parseWhatsAppText(text, values).map((block, index) => (
        <BlockText key={index} block={block} />
      ))}
    </div>
  );
}

function BlockText({ block }: { block: Block }) {
  switch (block.kind) {
    case "lines":
      return <Lines lines={block.lines} />;
    case "quote":
      return (
        <blockquote dir="auto" className="my-0.5 border-s-[3px] border-(--wa-faint) ps-2 text-(--wa-faint)">
          <Lines lines={block.lines} />
        </blockquote>
      );
    case "bullets":
      return (
        <ul className="list-disc ps-5">
          {block.items.map((item, index) => (
            <li key={index}>{drawn(item)}</li>
          ))}
        </ul>
      );
    case "numbers":
      return (
        <ol className="list-decimal ps-6">
          {block.items.map((item, index) => (
            <li key={index} value={Number(item.number)}>
              {drawn(item.children)}
            </li>
          ))}
        </ol>
      );
    case "mono":
      return <pre className="my-0.5 font-mono text-[13px] whitespace-pre-wrap">{drawn(block.children)}</pre>;
  }
}

function Lines({ lines }: { lines: Inline[][] }) {
  return lines.map((line, index) => (
    <p key={index} className="min-h-[1em] whitespace-pre-wrap [unicode-bidi:plaintext]">
      {line.length === 0 ? <br /> : drawn(line)}
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

function VariableText({ variable }: { variable: Extract<Inline, { kind: "variable" }> }) {
  if (variable.filled) {
    return (
      <mark title={`Variable ${variable.key}`} className="rounded-mark bg-(--wa-filled) text-inherit [box-decoration-break:clone]">
        <bdi>{variable.text}</bdi>
      </mark>
    );
  }
  return (
    <mark title={`Variable ${variable.key} has no value`} className="rounded-mark bg-(--wa-missing-ground) px-1 font-mono text-[0.93em] text-(--wa-missing) outline-1 -outline-offset-1 outline-(--wa-missing) outline-dashed">
      {variable.text}
      <span className="sr-only"> (no value)</span>
    </mark>
  );
}
