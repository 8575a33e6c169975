"use client";
/** Every key of the console, on one page. */
import { Dialog } from "#components/ui/dialog.tsx";
import { SHORTCUTS } from "./shortcuts.ts";

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  return (
    <Dialog title="Keyboard shortcuts" open onOpenChange={(open) => !open && onClose()} wide>
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        {SHORTCUTS.map(({ title, shortcuts }) => (
          <section key={title} aria-label={title}>
            <h3 className="font-strong">{title}</h3>
            <dl className="mt-1 divide-y divide-line">
              {shortcuts.map(({ keys, does }) => (
                <div key={does} className="flex min-h-9 items-center justify-between gap-4">
                  <dt className="text-ink-soft">{does}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {keys.map((key) => (
                      <kbd key={key} className="grid h-6 min-w-6 place-items-center rounded-mark border border-line bg-sunken px-1.5 font-sans text-small">
                        {key === "Mod" ? (apple ? "⌘" : "Ctrl") : key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
