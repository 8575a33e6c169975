/** Writes many moments in one zone: the form is made once. */
const DAY_MS = 24 * 3_600_000;

/** `seconds` are left out where every moment is a whole minute, and the `zoneName` where it is said beside. */
export function momentWriter(zone: string, { seconds, zoneName }: { seconds: boolean; zoneName: boolean }): (at: number) => string {
  const form = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    hourCycle: "h23",
    timeZone: zone,
    ...(zoneName ? { timeZoneName: "short" } : {}),
  });
  return (at) => form.format(at);
}

/** “22 Nov, 13:00 to 14:30” is within a day, “22 Nov, 23:00 to 23 Nov, 02:30” is not. */
export function spanWriter(zone: string): (span: { from: number; to: number }) => string {
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: zone });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  return ({ from, to }) => {
    const end = day.format(from) === day.format(to) && to - from < DAY_MS ? clock.format(to) : `${day.format(to)}, ${clock.format(to)}`;
    return `${day.format(from)}, ${clock.format(from)} to ${end}`;
  };
}
