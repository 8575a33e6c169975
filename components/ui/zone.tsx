"use client";
/** The time zone that every moment of the page is written in: the reader's choice, else the browser's own, else UTC until it is known. */
import { createContext, startTransition, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { ZONE_COOKIE, zoneCookie, type ZoneChoice } from "./zone-cookie.ts";

const COOKIE_SECONDS = 365 * 24 * 3600;

type Zone = { zone: string; renderedAt: number; own: string | null; chosen: boolean; choose: (zone: string | null) => void };

const ZoneContext = createContext<Zone>({ zone: "UTC", renderedAt: 0, own: null, chosen: false, choose: () => {} });

const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Stands around every page. `kept` is what the cookie of this request held, `renderedAt` when the server drew it, in milliseconds since 1970. */
export function ZoneProvider({ kept, renderedAt, children }: { kept: ZoneChoice; renderedAt: number; children: ReactNode }) {
  const [own, setOwn] = useState(kept.chosen ? null : kept.zone);
  // A transition, because what is urgent would throw away the parts of the page that are not alive yet.
  useEffect(() => startTransition(() => setOwn(browserZone())), []);
  const [choice, setChoice] = useState<ZoneChoice>(kept);
  const zone = (choice.chosen ? choice.zone : (own ?? choice.zone)) ?? "UTC";
  useEffect(() => {
    if (own !== null && !choice.chosen && choice.zone !== own) keep(zoneCookie(own, false));
  }, [own, choice]);
  const value = useMemo(
    () => ({
      zone,
      renderedAt,
      own,
      chosen: choice.chosen,
      choose: (next: string | null) => {
        keep(zoneCookie(next ?? browserZone(), next !== null));
        setChoice({ zone: next ?? browserZone(), chosen: next !== null });
      },
    }),
    [zone, renderedAt, own, choice.chosen],
  );
  return <ZoneContext value={value}>{children}</ZoneContext>;
}

/** The IANA name of the zone to write moments in, such as “Europe/Berlin”. */
export function useZone(): string {
  return use(ZoneContext).zone;
}

/** What the server took for now when it drew this page: the first thing that the browser may show, too. */
export function useRenderedAt(): number {
  return use(ZoneContext).renderedAt;
}

/** The choice itself: for the one place where it is made. `choose(null)` follows the browser again. */
export function useZoneChoice(): Zone {
  return use(ZoneContext);
}

function keep(value: string): void {
  document.cookie = `${ZONE_COOKIE}=${value}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`;
}
