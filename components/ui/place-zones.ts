/** Time zones to choose from, by the name that computers share: “Europe/Berlin”. */
import type { ComboboxOption } from "./combobox-match.ts";

/** Drawn by the server and by the browser alike, whatever zones either knows: enough to choose from before the script is there. */
const MAIN_ZONES =
  "Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi America/Anchorage America/Argentina/Buenos_Aires America/Bogota America/Chicago America/Denver America/Halifax America/Lima America/Los_Angeles " +
  "America/Mexico_City America/New_York America/Phoenix America/Santiago America/Sao_Paulo America/St_Johns Asia/Bangkok Asia/Dhaka Asia/Dubai Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Karachi " +
  "Asia/Kathmandu Asia/Kolkata Asia/Manila Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Tashkent Asia/Tehran Asia/Tokyo Atlantic/Azores Australia/Adelaide Australia/Brisbane Australia/Perth " +
  "Australia/Sydney Europe/Athens Europe/Berlin Europe/Istanbul Europe/Lisbon Europe/London Europe/Madrid Europe/Moscow Europe/Paris Europe/Warsaw Pacific/Auckland Pacific/Honolulu";

/** The main ones, and the one that is chosen. */
export function mainZones(chosen: string): ComboboxOption[] {
  return Array.from(new Set(["UTC", chosen, ...MAIN_ZONES.split(" ")]), optionOf);
}

/** All that this browser knows, each with its distance from UTC at that moment. Takes some 30 ms, so not while something is drawn. */
export function allZones(chosen: string, at: Date): ComboboxOption[] {
  return Array.from(new Set(["UTC", chosen, ...Intl.supportedValuesOf("timeZone")]), (zone) => ({ ...optionOf(zone), hint: offsetAt(zone, at) }));
}

function optionOf(zone: string): ComboboxOption {
  return { value: zone, label: zoneLabel(zone) };
}

export function zoneLabel(zone: string): string {
  return zone.replaceAll("_", " ");
}

/** “UTC+02:00”, or nothing where a zone is not known. */
function offsetAt(zone: string, at: Date): string | undefined {
  try {
    const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
    return parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "UTC").replace("-", "\u2212");
  } catch {
    return undefined;
  }
}
