/** How far the clocks of a time zone are ahead of UTC. */
const MINUTE_MS = 60_000;

/** For any moment of a zone, in milliseconds. `zone` is an IANA name. */
export function offsetIn(zone: string): (at: number) => number {
  const form = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  return (at) => {
    const name = form.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
    const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
  };
}
