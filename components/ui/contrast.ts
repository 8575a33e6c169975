/** How well one colour can be told from another, as WCAG 2 counts it. Reads the tokens as they stand in the style sheet. */
export type Oklch = { lightness: number; chroma: number; hue: number };
export type Token = { light: Oklch; dark: Oklch };

const TOKEN = /--([a-z0-9-]+):\s*light-dark\(\s*oklch\(([^)]*)\),\s*oklch\(([^)]*)\)\s*\)/g;

/** Every token that has a light and a dark value, by its name without dashes in front. */
export function tokensIn(css: string): Map<string, Token> {
  return new Map(Array.from(css.matchAll(TOKEN), (match) => [match[1] ?? "", { light: oklchIn(match[2] ?? ""), dark: oklchIn(match[3] ?? "") }]));
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: Oklch, other: Oklch): number {
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function oklchIn(text: string): Oklch {
  const [lightness = 0, chroma = 0, hue = 0] = text.trim().split(/\s+/u).map(Number);
  return { lightness, chroma, hue };
}

/** Through OKLab to linear sRGB (Björn Ottosson's matrices); what a screen cannot show is clipped, as browsers do. */
function luminance({ lightness, chroma, hue }: Oklch): number {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
