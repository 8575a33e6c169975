/** A number in the groups in which people of its country read it out. */
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** “+4915112345678” → ["+49", "1511", "2345678"]. A number of no known plan is one group. */
export function phoneGroups(phone: string): string[] {
  const groups = parsePhoneNumberFromString(phone)?.formatInternational().split(/[\s-]+/u) ?? [];
  return groups.join("") === phone ? groups : [phone];
}
