/** Numbers, shares and durations as people read them. One locale, so that server and browser write the same. */
const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const NARROW_SPACE = "\u202f";

/** 12480 → “12,480”. `decimals` is the most that are shown. */
export function formatNumber(value: number | bigint, decimals = 0): string {
  return decimals === 0 ? WHOLE.format(value) : new Intl.NumberFormat("en-US", { maximumFractionDigits: decimals }).format(value);
}

/** “97.4 %”. A share that is not quite all is never rounded up to 100, and one that is not quite nothing never down to 0; null when there is nothing to divide by. */
export function formatShare(part: number, whole: number): string | null {
  if (whole <= 0) return null;
  const percent = (part / whole) * 100;
  if (part > 0 && percent < 0.1) return `< 0.1${NARROW_SPACE}%`;
  const rounded = Math.round(percent * 10) / 10;
  const honest = rounded >= 100 && part < whole ? 99.9 : rounded;
  const text = part === 0 || part === whole ? formatNumber(honest) : honest.toFixed(1);
  return `${text}${NARROW_SPACE}%`;
}

/** A number and its unit, with a space that does not break. */
export function withUnit(value: number, unit: string, decimals = 0): string {
  return `${formatNumber(value, decimals)}\u00a0${unit}`;
}

/** Seconds → “45 s”, “21 min”, “3 h 20 min”, “2 d 4 h”. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return withUnit(whole, "s");
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return withUnit(minutes, "min");
  if (minutes < 48 * 60) return twoUnits([minutes, 60], "h", "min");
  return twoUnits([Math.round(minutes / 60), 24], "d", "h");
}

function twoUnits([amount, per]: [number, number], large: string, small: string): string {
  const [whole, rest] = [Math.floor(amount / per), amount % per];
  return rest === 0 ? withUnit(whole, large) : `${withUnit(whole, large)} ${withUnit(rest, small)}`;
}

const BYTE_UNITS = ["bytes", "kB", "MB", "GB"];

/** 1536 → “1.5 kB”, in thousands. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return withUnit(bytes / 1000 ** power, BYTE_UNITS[power] ?? "bytes", power === 0 ? 0 : 1);
}

/** An exact amount: a decimal text such as “0.0051”, or whole minor units such as cents. Never a floating number, which cannot hold most prices. */
export type Amount = { currency: string } & ({ decimal: string } | { minor: number | bigint });

const DECIMALS_MAX = 6;

/** “$1,234.50”, “−$0.10”, “$0.0051”. Shows the decimals of its currency, and up to six where the amount has more; at least `decimals`, for amounts under one another. An amount that is not a number is a dash. */
export function formatMoney(amount: Amount, decimals = 0): string {
  const money = moneyFormat(amount.currency);
  const usual = money.resolvedOptions().maximumFractionDigits ?? 2;
  const text = "decimal" in amount ? amount.decimal.trim() : decimalOf(BigInt(amount.minor), usual);
  if (!isDecimal(text)) return "–";
  const given = Math.max(decimals, text.split(".")[1]?.replace(/0+$/, "").length ?? 0);
  const exact = given <= usual ? money : moneyFormat(amount.currency, Math.min(given, DECIMALS_MAX));
  return exact.format(text).replace("-", "\u2212");
}

/** Making one costs more than a hundred uses of it, and a table uses it in each row. Bounded by the currencies of the world. */
const moneyFormats = new Map<string, Intl.NumberFormat>();
const MONEY_FORMATS_MAX = 500;

function moneyFormat(currency: string, decimals?: number): Intl.NumberFormat {
  const key = `${currency} ${decimals}`;
  const known = moneyFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat("en-US", { style: "currency", currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: "negative" });
  if (moneyFormats.size < MONEY_FORMATS_MAX) moneyFormats.set(key, made);
  return made;
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function decimalOf(minor: bigint, decimals: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const rest = decimals === 0 ? "" : `.${digits.slice(-decimals)}`;
  return `${minor < 0n ? "-" : ""}${whole}${rest}`;
}
