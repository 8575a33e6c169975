/** A place as WhatsApp shows it: a map with a pin, its name and its address. The map is drawn, not true: no map is fetched. */
import type { ReactNode } from "react";
import type { TemplateExtra } from "#lib/domain/template.ts";
import { PlainText } from "./variable-text.tsx";

type LocationTileProps = { place: Extract<TemplateExtra, { kind: "location" }>; values: Record<string, string>; time: ReactNode };

export function LocationTile({ place, values, time }: LocationTileProps) {
  const coordinates = `${place.latitude}, ${place.longitude}`;
  return (
    <>
      <MapDrawing />
      <div className="px-2 pt-0.5 pb-1.5 leading-[19px] wrap-anywhere">
        <p dir="auto" className="text-(--wa-link)">
          <PlainText text={place.label || place.address || coordinates} values={values} />
        </p>
        {place.label && place.address && (
          <p dir="auto" className="text-[13px] text-(--wa-faint)">
            <PlainText text={place.address} values={values} />
          </p>
        )}
        <div className="flex items-baseline justify-between gap-3 text-[12px] text-(--wa-faint)">
          <p className="min-w-0">{(place.label || place.address) && <PlainText text={coordinates} values={values} />}</p>
          {time}
        </div>
      </div>
    </>
  );
}

function MapDrawing() {
  return (
    <svg aria-hidden="true" viewBox="0 0 292 140" preserveAspectRatio="xMidYMid slice" className="m-1 h-[140px] w-[calc(100%-8px)] rounded-[6px] bg-(--wa-map-land)">
      <path d="M-4 96c42-6 60 16 104 10s58-34 108-30 60 22 92 14v56H-4Z" className="fill-(--wa-map-water)" />
      <path d="M18 14h58l10 40-52 12Z" className="fill-(--wa-map-park)" />
      <path d="M206 8h70v44l-60-6Z" className="fill-(--wa-map-park)" />
      <g fill="none" strokeLinecap="round" className="stroke-(--wa-map-road)">
        <path d="M-6 74C60 70 120 92 160 64S246 52 300 66" strokeWidth="8" />
        <path d="M108-6c4 40 14 66 24 92s22 44 22 66" strokeWidth="6" />
        <path d="M190-6c-4 24 2 42 10 64M40-6l26 80M-6 34l112-16 194 12M244 54c8 30 2 60-8 92M66 74l-14 72" strokeWidth="3.5" />
      </g>
      <ellipse cx="146" cy="77" rx="7" ry="2.4" className="fill-(--wa-ink) opacity-25" />
      <path d="M146 76c-3-9-16-17-16-31a16 16 0 0 1 32 0c0 14-13 22-16 31Z" strokeWidth="1.5" strokeLinejoin="round" className="fill-(--wa-pin) stroke-(--wa-map-road)" />
      <circle cx="146" cy="45" r="5.6" className="fill-(--wa-map-road)" />
    </svg>
  );
}
