/** A span of dates, as lists are asked for one: by `Name`, `Name<` and `Name>`, each a day or a time. */

export type DateSpan = { from: number; until: number; /** Whether any date was named. */ named: boolean };

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
const DAY_ONLY = /^\d{4}-\d\d-\d\d$/;

/** Both ends belong to the span, in ms since 1970. What is no date counts as not given. */
export function dateSpan(query: URLSearchParams, name: string): DateSpan {
  const [on, until, from] = [query.get(name), query.get(`${name}<`), query.get(`${name}>`)];
  return {
    from: Math.max(timeOf(on) ?? -Infinity, timeOf(from) ?? -Infinity),
    until: Math.min(endOf(on) ?? Infinity, endOf(until) ?? Infinity),
    named: [on, until, from].some((text) => timeOf(text) !== null),
  };
}

export function isWithin(span: DateSpan, at: number | null): boolean {
  return !span.named || (at !== null && at >= span.from && at <= span.until);
}

function timeOf(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** The last instant that a date names: of a day its end, of a time its whole second. */
function endOf(text: string | null): number | null {
  const time = timeOf(text);
  if (time === null) return null;
  return time + (DAY_ONLY.test(text ?? "") ? DAY_MS : SECOND_MS) - 1;
}
