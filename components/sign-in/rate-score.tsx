/** One sender over a minute, drawn like a score: a bar for each second, and the line that none of them crosses. */

const LIMIT = 80;
const SECONDS_SHOWN = 64;
const PAUSE = { from: 37, to: 45 };

/** Messages in each second: a start, a pause that somebody ordered, and the going on at the same rate. */
const SECONDS = Array.from({ length: SECONDS_SHOWN }, (_, second) => {
  if (second < 3) return [18, 47, 71][second] ?? LIMIT;
  if (second >= PAUSE.from && second < PAUSE.to) return second === PAUSE.from ? 33 : 0;
  return LIMIT - ((second * 7) % 3 === 0 ? 1 : 0);
});

const share = (second: number) => `${(second / SECONDS_SHOWN) * 100}%`;

export function RateScore() {
  return (
    <div
      role="img"
      aria-label="An example: a sender that is allowed 80 messages a second sends 80 in every second, stops at once when it is paused, and goes on at 80."
      className="relative pt-9"
    >
      <p className="absolute top-2 text-ink" style={{ left: share(4) }}>
        80 a second: its limit
      </p>
      <div className="relative flex h-[clamp(180px,36vh,320px)] items-end gap-[3px] border-t border-dashed border-ink-soft pt-1 text-accent">
        {SECONDS.map((messages, second) => (
          <div
            key={second}
            className="min-w-0 flex-1 animate-rise bg-current"
            style={{ height: `${(messages / LIMIT) * 100}%`, opacity: 0.24 + 0.76 * (second / SECONDS_SHOWN), animationDelay: `${second * 14}ms`, animationFillMode: "backwards" }}
          />
        ))}
        <p className="absolute bottom-2 -translate-x-1/2 text-ink-soft" style={{ left: share((PAUSE.from + PAUSE.to + 1) / 2) }}>
          paused
        </p>
      </div>
      <div className="border-t border-control" />
    </div>
  );
}
