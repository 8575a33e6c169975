import fc from "fast-check";
import { getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, test } from "vitest";
import { PHONE_PROBLEMS } from "./phone-problem.ts";
import { countryOf, type HomeCountry, readPhone } from "./phone.ts";

const nowhere: HomeCountry = { code: null, because: "no-country" };
const at = (code: string): HomeCountry => ({ code });

describe("a number in many spellings", () => {
  test.each<[string, HomeCountry, string]>([
    ["+4915123456789", nowhere, "+4915123456789"],
    [" +49 1512 3456789 ", nowhere, "+4915123456789"],
    ["+49-1512-3456789", nowhere, "+4915123456789"],
    ["004915123456789", at("US"), "+4915123456789"],
    ["+004915123456789", nowhere, "+4915123456789"],
    ["01512 3456789", at("DE"), "+4915123456789"],
    ["01512/3456789", at("DE"), "+4915123456789"],
    ["4915123456789", at("DE"), "+4915123456789"],
    ["4915123456789", nowhere, "+4915123456789"],
    ["whatsapp:+4915123456789", nowhere, "+4915123456789"],
    ["tel:+49-1512-3456789", nowhere, "+4915123456789"],
    ["Mobil: 01512 3456789", at("DE"), "+4915123456789"],
    ["＋49 1512 3456789", nowhere, "+4915123456789"],
    ["＋４９１５１２３４５６７８９", nowhere, "+4915123456789"],
    ["+٤٩١٥١٢٣٤٥٦٧٨٩", nowhere, "+4915123456789"],
    ["+۴۹۱۵۱۲۳۴۵۶۷۸۹", nowhere, "+4915123456789"],
    ["+४९१५१२३४५६७८९", nowhere, "+4915123456789"],
    ["\u202d+49 1512 3456789\u202c", nowhere, "+4915123456789"],
    ["+49\u200b1512\u00a03456789\ufeff", nowhere, "+4915123456789"],
    ["+49 1512–3456789", nowhere, "+4915123456789"],
    ["'+4915123456789", nowhere, "+4915123456789"],
    ["'01512 3456789", at("DE"), "+4915123456789"],
    ['="01512 3456789"', at("DE"), "+4915123456789"],
    ["4915123456789.0", nowhere, "+4915123456789"],
    ["(+49) 1512 3456789", nowhere, "+4915123456789"],
    ["+44 (0)7400 123456", nowhere, "+447400123456"],
    ["0044 (0) 7400 123456", nowhere, "+447400123456"],
    ["07400 123456", at("GB"), "+447400123456"],
    ["011 44 7400 123456", at("US"), "+447400123456"],
    ["(201) 555-0123", at("US"), "+12015550123"],
    ["12015550123", at("US"), "+12015550123"],
    ["62812345678", at("ID"), "+62812345678"],
    ["447400123456", at("DE"), "+447400123456"],
    ["+52 1 222 123 4567", nowhere, "+522221234567"],
    ["011 15-2348-5196", at("AR"), "+5491123485196"],
  ])("%j is one number", (written, home, phone) => {
    expect(readPhone(written, home)).toMatchObject({ ok: true, phone });
  });

  test("a number carries the country it belongs to, not the country beside it", () => {
    expect(readPhone("+34612318001", at("AR"))).toEqual({ ok: true, phone: "+34612318001", country: "ES" });
    expect(readPhone("+1 604 555 0123", nowhere)).toMatchObject({ country: "CA" });
    expect(readPhone("+870773111632", nowhere)).toEqual({ ok: true, phone: "+870773111632", country: null });
  });

  test("however a number is spelled, it is the same number", () => {
    const spelled = fc.constantFrom("DE", "GB", "US", "BR", "MX", "IN", "IT", "ES", "FR", "ZA", "NG", "KE", "ID", "JP", "SG", "CO", "AE", "SA", "NL", "TR").chain((code) => {
      const number = getExampleNumber(code, examples);
      if (!number) throw new Error(`${code} has no example number`);
      const spelling = fc.constantFrom(
        number.number, number.formatInternational(), number.formatNational(), number.number.replace("+", "00"), number.number.slice(1),
        `whatsapp:${number.number}`, number.getURI(), `'${number.number}`, `="${number.number}"`, number.formatInternational().replaceAll(" ", "-"),
      );
      return fc.record({ code: fc.constant(code), number: fc.constant(number.number), spelling, noise: noise(), digits: fc.constantFrom(0x30, 0x660, 0x6f0, 0xff10, 0x966) });
    });
    fc.assert(
      fc.property(spelled, ({ code, number, spelling, noise: [before, inside, after], digits }) => {
        const other = spelling.replace(/\d/g, (digit) => String.fromCodePoint(digits + Number(digit)));
        const written = before + other.replaceAll(" ", inside) + after;
        expect(readPhone(written, at(code))).toEqual({ ok: true, phone: number, country: code });
      }),
      { numRuns: 3_000 },
    );
  });

  test("whatever is written, there is a number or a reason", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[+0-9 ().\-eE,;'x#]{0,30}$/)), fc.constantFrom(nowhere, at("DE"), at("US"), at("XX")), (written, home) => {
        const reading = readPhone(written, home);
        if (reading.ok) expect(reading.phone).toMatch(/^\+[1-9][0-9]{6,14}$/);
        else expect(PHONE_PROBLEMS[reading.reason]).toBeTruthy();
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("what is no number that can be written to", () => {
  test.each<[string, HomeCountry, keyof typeof PHONE_PROBLEMS]>([
    ["", at("DE"), "empty"],
    ["\u200b \u00a0", at("DE"), "empty"],
    ["n/a", at("DE"), "no-digits"],
    ["4.47912E+11", at("GB"), "scientific"],
    ["4,47912e11", at("GB"), "scientific"],
    ["ask Maria at 5", at("DE"), "words"],
    ["+1 800 FLOWERS", nowhere, "words"],
    ["+4915123456789, +4915123456780", nowhere, "several"],
    ["01512 3456789 / 01512 3456780", at("DE"), "several"],
    ["01512 3456789\n01512 3456780", at("DE"), "several"],
    ["+1 (201) 555-0123 ext. 5", nowhere, "extension"],
    ["201-555-0123x55", at("US"), "extension"],
    ["12345", at("US"), "short-code"],
    ["112", at("DE"), "short-code"],
    ["+1 555", nowhere, "too-short"],
    ["+1201559", nowhere, "too-short"],
    ["+4915123456789012345", nowhere, "too-long"],
    ["+12015550123999", nowhere, "too-long"],
    ["01512 3456789", nowhere, "no-country"],
    ["01512 3456789", { code: null, because: "unknown-country" }, "unknown-country"],
    ["+999123456789", at("US"), "unknown-country-code"],
    ["+0151 23456789", at("DE"), "unknown-country-code"],
    ["081234 04516", at("MX"), "too-long"],
    ["+1 123 456 7890", nowhere, "not-assigned"],
    ["+1 900 555 0123", nowhere, "service-number"],
  ])("%j says why: %o %s", (written, home, reason) => {
    expect(readPhone(written, home)).toEqual({ ok: false, reason });
  });
});

/** What is around and inside a number when it is copied from somewhere. */
function noise(): fc.Arbitrary<[string, string, string]> {
  const space = fc.constantFrom("", " ", "\u00a0", "\u200b", "\u202f", "\t", "\u2060 ");
  return fc.tuple(space, fc.constantFrom(" ", "\u00a0", " \u200d", "  ", "\u2009"), space);
}

test.each([["+49 30 1234567890 12", "too-long"], ["+23480029915633214", "too-long"], ["+43 1113", "too-short"]])("%s is refused, although its numbering plan knows such numbers", (written, reason) => {
  expect(readPhone(written, { code: null, because: "no-country" })).toEqual({ ok: false, reason });
});

test.each([
  ["+12025550123", "US"],
  ["+16045550123", "CA"],
  ["+4930230012345", "DE"],
  ["+80012345678", null],
  ["no number", null],
])("%s belongs to %s", (phone, country) => {
  expect(countryOf(phone)).toBe(country);
});
