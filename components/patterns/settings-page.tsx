/** Settings and other pages of many short sections: their names at the side, each section with its explanation. */
import type { ReactNode } from "react";
import { PageHeader, type PageHeaderProps } from "#components/frame/page-header.tsx";

export type SettingsSection = { id: string; title: string; summary?: ReactNode; body: ReactNode };

type SettingsPageProps = PageHeaderProps & { sections: SettingsSection[] };

export function SettingsPage({ sections, ...header }: SettingsPageProps) {
  return (
    <>
      <PageHeader {...header} />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[180px_minmax(0,640px)]">
        <nav aria-label="On this page" className="max-lg:hidden lg:sticky lg:top-[calc(var(--frame-top,0px)+24px)] lg:self-start">
          <ul className="flex flex-col gap-1.5">
            {sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`} className="text-ink-soft no-underline hover:text-ink hover:underline">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex min-w-0 flex-col gap-10">
          {sections.map(({ id, title, summary, body }) => (
            <section key={id} id={id} aria-label={title} className="scroll-mt-16">
              <h2 className="text-body font-strong">{title}</h2>
              {summary && <p className="max-w-[70ch] text-ink-soft">{summary}</p>}
              <div className="mt-3">{body}</div>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
