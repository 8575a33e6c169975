"use client";
/** A place to drop a file or choose one. Sends it as the body of a POST and shows how far it has come. */
import { FileUp, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState, type ReactNode } from "react";
import { Button, IconButton } from "./button.tsx";
import { cx } from "./cx.ts";
import { Progress } from "./meter.tsx";
import { formatBytes } from "./number-format.ts";
import { Notice } from "./notice.tsx";
import { useUpload } from "./use-upload.ts";

export type FileDropProps = {
  /** Where the bytes go. The text fields of the form around it travel as query parameters, with `fileName`. */
  url: string;
  label: string;
  help?: ReactNode;
  /** As the browser's own file input takes it: ".csv,text/csv". */
  accept: string;
  maxBytes: number;
};

/** The answer is JSON: `{ next: "/path" }` leads on, `{ message: "…" }` is a refusal and is shown. */
export function FileDrop({ url, label, help, accept, maxBytes }: FileDropProps) {
  const id = useId();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { upload, sendOnly, stop } = useUpload({ url, maxBytes, onDone: (next) => router.push(next) });
  const take = (files: FileList | null) => sendOnly(files ?? [], input.current?.form ?? null);
  const under = upload.kind === "sending";
  const choose = useRef<HTMLButtonElement>(null);
  const halt = () => {
    stop();
    // The button that was pressed goes away; the focus must not go with it.
    requestAnimationFrame(() => choose.current?.focus());
  };
  return (
    <div className="flex flex-col gap-2">
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => setOver(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!under) take(event.dataTransfer.files);
        }}
        className={cx("relative flex min-h-48 flex-col justify-center rounded-panel border border-dashed p-6 transition-colors duration-100", over ? "border-accent bg-accent-soft" : "border-control bg-raised")}
      >
        {under ? (
          <UploadUnderWay name={upload.name} sent={upload.sent} total={upload.total} onStop={halt} />
        ) : (
          <Invitation id={id} label={label} button={choose} onChoose={() => input.current?.click()}>
            {help ?? "Or drop it here."} Up to {formatBytes(maxBytes)}.
          </Invitation>
        )}
        <input
          ref={input}
          id={id}
          type="file"
          accept={accept}
          tabIndex={-1}
          aria-label={label}
          aria-describedby={`${id}-help`}
          className="sr-only"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
      </div>
      <noscript>
        <Notice tone="warning" title="A file can only be sent with JavaScript.">Allow it for this page, then load the page again.</Notice>
      </noscript>
      {upload.kind === "refused" && <Notice tone="danger" role="alert" title={upload.message} />}
    </div>
  );
}

type InvitationProps = { id: string; label: string; button: React.Ref<HTMLButtonElement>; onChoose: () => void; children: ReactNode };

function Invitation({ id, label, button, onChoose, children }: InvitationProps) {
  return (
    <div className="flex flex-col items-center gap-3 text-center">
      <FileUp aria-hidden="true" className="size-6 text-ink-faint" strokeWidth={1.5} />
      <p className="text-body font-strong text-balance">{label}</p>
      <Button ref={button} aria-describedby={`${id}-help`} onClick={onChoose}>
        Choose a file
      </Button>
      <p id={`${id}-help`} className="text-ink-soft text-balance">
        {children}
      </p>
    </div>
  );
}

function UploadUnderWay({ name, sent, total, onStop }: { name: string; sent: number; total: number; onStop: () => void }) {
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate font-strong">{name}</span>
        <span className="flex items-center gap-2 whitespace-nowrap text-ink-soft">
          {sent < total ? `${formatBytes(sent)} of ${formatBytes(total)}` : "Reading…"}
          <IconButton label="Stop the upload" size="small" onClick={onStop}>
            <X />
          </IconButton>
        </span>
      </div>
      <Progress label={`Upload of ${name}`} value={sent} max={total} />
    </div>
  );
}
