/** The picture, film or file above a message. */
import { FileText, ImageIcon, Play } from "lucide-react";

export type MediaHeader = { kind: "image" | "video" | "document"; url: string };

/** `load` fetches the picture from where it lies; otherwise its place and name are shown and nothing leaves the browser. */
export function MessageMedia({ header, load }: { header: MediaHeader; load: boolean }) {
  const name = fileNameIn(header.url);
  if (header.kind === "document") {
    return (
      <div className="m-1 flex items-center gap-2.5 rounded-control bg-(--wa-well) px-3 py-2.5">
        <FileText aria-hidden="true" className="size-7 shrink-0 text-(--wa-faint)" strokeWidth={1.4} />
        <div className="min-w-0">
          <p className="truncate">{name}</p>
          <p className="text-[12px] text-(--wa-faint) uppercase">{/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? "File"}</p>
        </div>
      </div>
    );
  }
  const Icon = header.kind === "image" ? ImageIcon : Play;
  return (
    <div className="relative m-1 grid aspect-[1.91/1] place-items-center overflow-hidden rounded-control bg-(--wa-well)">
      <div className="flex max-w-full flex-col items-center gap-1.5 px-4 text-(--wa-faint)">
        <Icon aria-hidden="true" className="size-8" strokeWidth={1.4} />
        <p className="max-w-full truncate text-[12px]">{name}</p>
      </div>
      {load && header.kind === "image" && isLoadable(header.url) && (
        // A picture that is missing leaves its place and name in view.
        // eslint-disable-next-line @next/next/no-img-element
        <img src={header.url} alt="" loading="lazy" referrerPolicy="no-referrer" className="absolute inset-0 size-full object-cover" />
      )}
    </div>
  );
}

function isLoadable(url: string): boolean {
  return url.startsWith("https://") && !url.includes("{{");
}

/** The last part of the address, without what follows a question mark. */
function fileNameIn(url: string): string {
  const path = url.split(/[?#]/u)[0] ?? "";
  const name = path.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name) || "No file name";
  } catch {
    return name;
  }
}
