/** Countries as people write them in a spreadsheet, and as the console shows them. */
import { getCountries, isSupportedCountry } from "libphonenumber-js/max";

/** The languages in which a country's name is understood. */
const LANGUAGES = ["en", "es", "pt", "fr", "de", "it", "nl", "id", "tr", "pl", "ja", "ar"];

/** Codes and names in daily use that no table of names has. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  uk: "GB", gbr: "GB", england: "GB", scotland: "GB", wales: "GB", greatbritain: "GB",
  usa: "US", unitedstatesofamerica: "US", america: "US", eeuu: "US", eua: "US",
  uae: "AE", are: "AE", ksa: "SA", sau: "SA",
  arg: "AR", aus: "AU", aut: "AT", bel: "BE", bra: "BR", can: "CA", che: "CH", chl: "CL", col: "CO", deu: "DE", ger: "DE", dnk: "DK",
  egy: "EG", esp: "ES", fra: "FR", grc: "GR", el: "GR", idn: "ID", ind: "IN", irl: "IE", ita: "IT", jpn: "JP", ken: "KE", mex: "MX",
  mys: "MY", nga: "NG", nld: "NL", holland: "NL", nor: "NO", pak: "PK", per: "PE", phl: "PH", pol: "PL", prt: "PT", rou: "RO",
  sgp: "SG", swe: "SE", tha: "TH", tur: "TR", turkey: "TR", vnm: "VN", zaf: "ZA", rsa: "ZA",
};

/** The largest length of a cell that can be a country, in characters. */
const WRITTEN_MAX = 60;

let codeByName: Map<string, string> | undefined;

/** The two-letter code of a country written as a code or a name in one of a dozen languages, or null. */
export function readCountry(written: string): string | null {
  const text = written.trim();
  if (text === "" || text.length > WRITTEN_MAX) return null;
  const code = text.toUpperCase();
  if (isSupportedCountry(code)) return code;
  codeByName ??= allNames();
  return codeByName.get(plain(text)) ?? null;
}

/** Made once: a table asks it for every row. */
let englishNames: Intl.DisplayNames | undefined;

/** The English name of a two-letter code. */
export function countryName(code: string): string {
  englishNames ??= new Intl.DisplayNames("en", { type: "region", fallback: "code" });
  return englishNames.of(code) ?? code;
}

/** Every country that has a numbering plan, by its English name. */
export function listCountries(): { code: string; name: string }[] {
  return getCountries()
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function allNames(): Map<string, string> {
  const names = new Map(Object.entries(OTHER_NAMES));
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    for (const code of getCountries()) {
      const name = plain(display.of(code) ?? "");
      if (name !== "" && !names.has(name)) names.set(name, code);
    }
  }
  return names;
}

function plain(name: string): string {
  return name.normalize("NFKD").toLowerCase().replace(/[^\p{L}]/gu, "");
}
