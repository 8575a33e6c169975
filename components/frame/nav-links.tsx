"use client";
/** The sidebar's links, and the same links as a bar at the foot of a phone. Knows which one the reader is in. */
import { Activity, FileText, LayoutGrid, Megaphone, Users } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "#components/ui/cx.ts";
import { NOUNS, type Noun } from "./nouns.ts";

const ICON: Record<Noun["path"], typeof Activity> = { overview: LayoutGrid, campaigns: Megaphone, templates: FileText, audience: Users, senders: Activity };

export function NavLinks({ account, shape }: { account: string; shape: "side" | "foot" }) {
  const pathname = usePathname();
  return (
    <ul className={shape === "side" ? "flex flex-col gap-px" : "grid grid-cols-5"}>
      {NOUNS.map((noun) => {
        const href = `/${account}/${noun.path}`;
        const here = pathname === href || pathname.startsWith(`${href}/`);
        const Icon = ICON[noun.path];
        return (
          <li key={noun.path}>
            <Link href={href} aria-current={here ? (pathname === href ? "page" : "true") : undefined} className={cx(shape === "side" ? SIDE : FOOT, here ? "font-strong text-ink" : "text-ink-soft hover:text-ink", here && shape === "side" && "bg-raised shadow-[0_0_0_1px_var(--color-line)]")}>
              <Icon aria-hidden="true" strokeWidth={1.75} className={cx("size-4 shrink-0", here && "text-accent")} />
              {noun.label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const SIDE = "flex h-8 items-center gap-2.5 rounded-control px-2 no-underline hover:bg-raised";
const FOOT = "flex h-14 flex-col items-center justify-center gap-1 text-[11px] leading-none no-underline -outline-offset-2";
