/** Documents and recordings: a row with what the file is, as WhatsApp lays them out. */
import type { ReactNode } from "react";
import type { MediaFile } from "./media-file.ts";
import { EmptyVariable } from "./variable-text.tsx";

type FileRowProps = { file: MediaFile; time: ReactNode };

export function DocumentFile({ file, time }: FileRowProps) {
  return (
    <div className="m-1 rounded-[6px] bg-(--wa-well) px-2.5 py-2">
      <div className="flex items-center gap-2.5">
        <svg aria-hidden="true" viewBox="0 0 28 34" width="28" height="34" className="shrink-0 fill-(--wa-faint)">
          <path d="M4 0h14l10 10v20a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4Z" />
          <path d="M18 0l10 10h-7a3 3 0 0 1-3-3Z" className="fill-(--wa-well) opacity-45" />
          <path d="M6 17h16M6 22h16M6 27h9" strokeWidth="1.8" strokeLinecap="round" className="stroke-(--wa-well)" />
        </svg>
        <div className="min-w-0 leading-[18px]">
          <p className="truncate" title={file.name || undefined}>
            <FileName file={file} otherwise="Document without a name" />
          </p>
          <p className="text-[12px] text-(--wa-faint)">{file.ending ? `${file.ending} document` : "Document"}</p>
        </div>
      </div>
      {time && <div className="-mb-1 flex justify-end">{time}</div>}
    </div>
  );
}

/** Heights of a voice that says nothing in particular. */
const BARS = [3, 5, 9, 14, 8, 5, 11, 16, 12, 7, 4, 8, 15, 18, 11, 6, 9, 13, 7, 4, 6, 10, 14, 9, 5, 3, 6, 8, 4, 3];

export function AudioFile({ file, time }: FileRowProps) {
  return (
    <div className="flex items-center gap-3 px-3 pt-3 pb-1.5">
      <svg aria-hidden="true" viewBox="0 0 20 22" width="20" height="22" className="shrink-0 fill-(--wa-faint)">
        <path d="M3 2.6v16.8c0 1 1.1 1.6 2 1.1l13-8.4a1.3 1.3 0 0 0 0-2.2L5 1.5c-.9-.5-2 .1-2 1.1Z" />
      </svg>
      <div className="min-w-0 flex-1">
        <svg aria-hidden="true" viewBox="0 0 150 20" preserveAspectRatio="none" className="h-5 w-full stroke-(--wa-faint)" strokeWidth="2.4" strokeLinecap="round">
          {BARS.map((height, index) => (
            <path key={index} d={`M${3 + index * 5} ${10 - height / 2}v${height}`} vectorEffect="non-scaling-stroke" />
          ))}
        </svg>
        <p className="flex justify-between gap-3 text-[11px] leading-[18px] text-(--wa-faint)">
          <span className="truncate">
            Voice, length not known
            <span className="sr-only">
              : <FileName file={file} otherwise="no file name" />
            </span>
          </span>
          {time}
        </p>
      </div>
    </div>
  );
}

function FileName({ file, otherwise }: { file: MediaFile; otherwise: string }) {
  if (file.waitsFor.length > 0) return file.waitsFor.map((name) => <EmptyVariable key={name} name={name} />);
  return file.name ? <bdi>{file.name}</bdi> : otherwise;
}
