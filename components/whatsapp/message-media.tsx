/** The picture, film, file or recording of a message. Nothing is fetched unless asked, so a place of our own stands for it. */
import type { ReactNode } from "react";
import type { TemplateMedia } from "#lib/domain/template.ts";
import { cx } from "#components/ui/cx.ts";
import { AudioFile, DocumentFile } from "./media-files.tsx";
import { mediaFile, type MediaFile } from "./media-file.ts";
import { MediaScene } from "./media-scene.tsx";
import { EmptyVariable } from "./variable-text.tsx";

type MessageMediaProps = {
  media: TemplateMedia;
  values?: Record<string, string>;
  /** Fetches the picture from where it lies; otherwise nothing leaves the browser. */
  load?: boolean;
  /** Stands over the lower corner, where there is no text below. */
  time?: ReactNode;
  shape?: "header" | "card";
};

export function MessageMedia({ media, values, load = false, time, shape = "header" }: MessageMediaProps) {
  const file = mediaFile(media, values);
  switch (media.kind) {
    case "document":
      return <DocumentFile file={file} time={time} />;
    case "audio":
      return <AudioFile file={file} time={time} />;
    case "sticker":
      return <Sticker file={file} load={load} />;
    case "image":
    case "video":
      return <Picture kind={media.kind} file={file} load={load} time={time} ratio={shape === "card" ? "aspect-[1.3/1]" : "aspect-[1.91/1]"} />;
  }
}

type PictureProps = { kind: "image" | "video"; file: MediaFile; load: boolean; time: ReactNode; ratio: string };

function Picture({ kind, file, load, time, ratio }: PictureProps) {
  return (
    <div className={cx("relative m-1 overflow-hidden rounded-[6px] bg-(--wa-well)", ratio)}>
      <MediaScene kind={kind} />
      <div className="absolute inset-x-3 bottom-0 flex h-8 items-center justify-center text-[12px]">
        <FileWords word={kind === "image" ? "Picture" : "Video"} file={file} asked={load && kind === "image"} />
      </div>
      {load && kind === "image" && <LoadedPicture file={file} className="absolute inset-0 size-full object-cover" />}
      {kind === "video" && <p className="absolute start-2 top-1.5 rounded-full bg-(--wa-well) px-1.5 text-[11px] text-(--wa-faint)">Length not known</p>}
      {time && <span className="absolute end-1.5 bottom-1.5 flex rounded-full bg-(--wa-bubble) px-1.5">{time}</span>}
    </div>
  );
}

/** WhatsApp draws stickers on the wall itself, without a bubble. */
function Sticker({ file, load }: { file: MediaFile; load: boolean }) {
  return (
    <div className="relative grid size-36 place-items-center rounded-[20px] border-2 border-dashed border-(--wa-faint) bg-(--wa-bubble) p-3 text-center text-[12px]">
      <FileWords word="Sticker" file={file} asked={load} />
      {load && <LoadedPicture file={file} className="absolute inset-0 size-full object-contain" />}
    </div>
  );
}

/** Once the picture is there, it covers these words; a picture that is missing leaves them in view. */
function FileWords({ word, file, asked }: { word: string; file: MediaFile; asked: boolean }) {
  if (file.waitsFor.length > 0) {
    return (
      <p className="truncate">
        {word} needs{" "}
        {file.waitsFor.map((name) => (
          <EmptyVariable key={name} name={name} />
        ))}
      </p>
    );
  }
  const missing = asked && (file.loadable ? "not loaded" : "cannot be loaded");
  return (
    <p className="flex max-w-full min-w-0 gap-1 text-(--wa-faint)">
      <span className="shrink-0">
        {word}
        {missing && ` ${missing}`}
        {file.name && ":"}
      </span>
      {file.name && <bdi className="truncate">{file.name}</bdi>}
    </p>
  );
}

function LoadedPicture({ file, className }: { file: MediaFile; className: string }) {
  if (!file.loadable) return null;
  // The words beneath say what it is, so the picture itself stays silent.
  // eslint-disable-next-line @next/next/no-img-element
  return <img src={file.url} alt="" loading="lazy" referrerPolicy="no-referrer" className={className} />;
}
