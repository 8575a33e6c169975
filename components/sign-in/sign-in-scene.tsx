/** The frame of the sign-in page: the form, and beside it what Drumbeat does, drawn as it does it. */
import type { ReactNode } from "react";
import { Brand } from "#components/frame/brand.tsx";
import { RateScore } from "./rate-score.tsx";

const PROMISES = [
  { title: "On its beat", text: "Each sender goes out at exactly the rate it is allowed, second by second." },
  { title: "Once", text: "Nobody gets a message twice. What may have gone out is never sent again by itself." },
  { title: "In plain sight", text: "Before you send: who gets it, who does not and why, and when it will be done." },
];

export function SignInScene({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(420px,5fr)_7fr]">
      <div className="flex flex-col px-6 py-6 sm:px-10">
        <Brand />
        <div className="mx-auto flex w-full max-w-[340px] flex-1 flex-col justify-center py-12">
          <h1 className="text-title font-strong">Sign in to Drumbeat</h1>
          <p className="mt-1 mb-7 text-body text-ink-soft">WhatsApp campaigns over Twilio, self-hosted.</p>
          {children}
        </div>
        <p className="mx-auto w-full max-w-[340px] text-ink-faint">No access yet? An admin can add you.</p>
      </div>
      <div className="hidden min-w-0 flex-col justify-center gap-12 overflow-hidden border-l border-line bg-canvas py-12 lg:flex">
        <RateScore />
        <dl className="grid max-w-[840px] grid-cols-3 gap-x-8 px-10 xl:px-16">
          {PROMISES.map((promise) => (
            <div key={promise.title}>
              <dt className="text-body font-strong">{promise.title}</dt>
              <dd className="mt-1 text-ink-soft">{promise.text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </main>
  );
}
