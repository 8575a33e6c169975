/** The other ways in which WhatsApp and people spell the number of one and the same person. */

/** Mexico gave up its 1 in 2019, Argentina writes a 9 before mobiles called from abroad, Brazil put a 9 before its mobiles; WhatsApp still uses the one or the other. */
const TWINS: readonly { spelling: RegExp; also: (first: string, rest: string) => string }[] = [
  { spelling: /^\+521(\d{10})$/, also: (number) => `+52${number}` },
  { spelling: /^\+52(\d{10})$/, also: (number) => `+521${number}` },
  { spelling: /^\+549(\d{10})$/, also: (number) => `+54${number}` },
  { spelling: /^\+54(\d{10})$/, also: (number) => `+549${number}` },
  { spelling: /^\+55(\d{2})9([6-9]\d{7})$/, also: (area, number) => `+55${area}${number}` },
  { spelling: /^\+55(\d{2})([6-9]\d{7})$/, also: (area, number) => `+55${area}9${number}` },
];

/** Every spelling of a number in E.164, itself first. Whoever opts out under one must not be written to under another. */
export function spellingsOf(phone: string): string[] {
  const twins = TWINS.flatMap(({ spelling, also }) => {
    const [, first = "", rest = ""] = spelling.exec(phone) ?? [];
    return first === "" ? [] : [also(first, rest)];
  });
  return [phone, ...twins];
}
