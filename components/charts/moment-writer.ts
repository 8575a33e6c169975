/** Writes many moments in one zone: the form is made once. */

/** `seconds` are left out where a point lasts a minute or more. */
export function momentWriter(zone: string, { seconds }: { seconds: boolean }): (at: number) => string {
  const form = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    hourCycle: "h23",
    timeZone: zone,
    timeZoneName: "short",
  });
  return (at) => form.format(at);
}
