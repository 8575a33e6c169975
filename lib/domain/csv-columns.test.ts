import { expect, test } from "vitest";
import { type ColumnRole, guessColumns, mappingProblem, namedHeaders } from "./csv-columns.ts";

const NOW = new Date("2026-11-22T12:00:00Z");
const rolesOf = (headers: string[], ...samples: string[][]) => guessColumns(headers, samples, NOW).map(({ role }) => role);

test("the usual headers are understood", () => {
  const headers = ["Phone number", "First name", "Last name", "City", "Country", "Language", "Opt-in at", "Opt-in source", "Voucher"];
  const line = ["+4915123456789", "Ana", "Roth", "Kiel", "DE", "de", "2025-01-31T17:35:17Z", "store", "V1"];
  expect(rolesOf(headers, line)).toEqual(["phone", "first_name", "last_name", "attribute", "country", "language", "consent_at", "consent_source", "attribute"]);
});

test.each<[string, string[], string[][], ColumnRole[]]>([
  ["German", ["Vorname", "Nachname", "Mobilnummer", "Land", "Sprache", "Einwilligung"], [["Ana", "Roth", "01512 3456789", "DE", "de", "31.01.2025"]], ["first_name", "last_name", "phone", "country", "language", "consent_at"]],
  ["Spanish", ["Nombre", "Apellidos", "Teléfono", "País"], [["Ana", "Ruiz", "612 31 80 01", "España"]], ["first_name", "last_name", "phone", "country"]],
  ["Portuguese", ["Nome", "Sobrenome", "Celular", "Consentimento"], [["Ana", "Silva", "+55 11 96128 1188", "2025-01-31"]], ["first_name", "last_name", "phone", "consent_at"]],
  ["numbers under a header that says nothing", ["Kunde", "Kontakt"], [["Ana", "+4915123456789"], ["Bo", "+4915123456780"]], ["attribute", "phone"]],
  ["two columns that could be the number", ["Phone (office)", "WhatsApp"], [["", "+4915123456789"], ["030 1234", "+4915123456780"]], ["attribute", "phone"]],
  ["numbers that need the country beside them", ["Number", "Country"], [["01512 3456789", "Germany"]], ["phone", "country"]],
  ["a header without a single usable number", ["Name", "Mobile"], [["Ana", "4.47912E+11"]], ["name", "phone"]],
  ["order numbers", ["Order number", "Name"], [["10025", "Ana"]], ["attribute", "name"]],
  ["a consent that is only a yes", ["Phone", "Consent"], [["+4915123456789", "yes"]], ["phone", "attribute"]],
  ["languages that look like countries", ["Phone", "Language"], [["612318001", "es"], ["612318002", "pt"]], ["phone", "language"]],
  ["a nameless empty column", ["Phone", "Column 2"], [["+4915123456789", ""]], ["phone", "skip"]],
  ["a file of lines that were not taken", ["Phone", "Line", "Why it was not taken"], [["12345", "7", "short"]], ["phone", "skip", "skip"]],
  ["no number anywhere", ["Name", "City"], [["Ana", "Kiel"]], ["name", "attribute"]],
])("%s", (_name, headers, samples, roles) => expect(rolesOf(headers, ...samples)).toEqual(roles));

test("headers become names that can be told apart", () => {
  expect(namedHeaders(["Name", " Name ", "", "Name", "\u200b", "__proto__", "constructor", "__proto__", "x".repeat(300), "two\nlines", "Name (2)"])).toEqual([
    "Name", "Name (2)", "Column 3", "Name (3)", "Column 5", "__proto__", "constructor", "__proto__ (2)", "x".repeat(100), "two lines", "Name (2) (2)",
  ]);
});

test("a mapping has one number, and no role twice but attributes", () => {
  const columns = (...roles: ColumnRole[]) => roles.map((role, at) => ({ header: `c${at}`, role }));
  expect(mappingProblem(columns("phone", "attribute", "attribute", "skip", "skip"))).toBeNull();
  expect(mappingProblem(columns("name", "attribute"))).toContain("No column holds the numbers");
  expect(mappingProblem(columns("phone", "phone"))).toContain("WhatsApp number");
  expect(mappingProblem(columns("phone", "country", "country"))).toContain("Country");
});
