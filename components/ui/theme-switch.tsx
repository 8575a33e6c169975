"use client";
/** Light, dark, or as the system says. */
import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { cx } from "./cx.ts";
import { SCHEME_COOKIE, SCHEMES, type Scheme } from "./scheme.ts";

const COOKIE_SECONDS = 365 * 24 * 3600;

const LOOK: Record<Scheme, { label: string; icon: typeof Sun }> = {
  system: { label: "System", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
};

export function ThemeSwitch({ scheme }: { scheme: Scheme }) {
  const [chosen, setChosen] = useState(scheme);
  const choose = (next: Scheme) => {
    setChosen(next);
    document.cookie = `${SCHEME_COOKIE}=${next}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`;
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  return (
    <fieldset className="flex gap-1 rounded-control bg-sunken p-1">
      <legend className="sr-only">Colours</legend>
      {SCHEMES.map((option) => {
        const { label, icon: Icon } = LOOK[option];
        return (
          <label
            key={option}
            className={cx(
              "flex h-7 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-mark px-2 has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:h-10",
              chosen === option ? "bg-raised font-strong text-ink shadow-[0_0_0_1px_var(--color-line)]" : "text-ink-soft hover:text-ink",
            )}
          >
            <input type="radio" name="scheme" value={option} checked={chosen === option} onChange={() => choose(option)} className="sr-only" />
            <Icon aria-hidden="true" className="size-3.5" />
            {label}
          </label>
        );
      })}
    </fieldset>
  );
}
