type Rgb = [number, number, number];

export interface AccentTokens {
  accent: string;
  hover: string;
  soft: string;
  softBorder: string;
  onAccent: string;
}

/** The house accent, exactly as drawn. */
export const DEFAULT_ACCENT = "#0E5A78";
const DEFAULT_TOKENS: { light: AccentTokens; dark: AccentTokens } = {
  light: { accent: "#0E5A78", hover: "#0A4860", soft: "#E8F2F6", softBorder: "#CFE3EB", onAccent: "#FFFFFF" },
  dark: { accent: "#6FBFDC", hover: "#8ACDE4", soft: "#14282F", softBorder: "#1D3D49", onAccent: "#06202B" },
};
const PAGE = { light: "#FFFFFF", dark: "#14171A" };
/** Text in the accent colour must stay readable on the page, on hover grey and on its own soft tint. */
const NEEDED_CONTRAST = 5.2;

function toRgb(hex: string): Rgb {
  const value = Number.parseInt(hex.replace("#", ""), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`.toUpperCase();
}

function luminance(hex: string): number {
  const [r, g, b] = toRgb(hex).map((part) => {
    const channel = part / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast ratio of two colours. */
export function contrast(first: string, second: string): number {
  const [light, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Mixes `share` (0 to 1) of the second colour into the first. */
export function mix(first: string, second: string, share: number): string {
  const [a, b] = [toRgb(first), toRgb(second)];
  return toHex(a.map((part, index) => part + ((b[index] ?? 0) - part) * share) as Rgb);
}

/** Moves a colour towards black or white until it is readable on every given surface. */
function readable(colour: string, surfaces: string[], towards: string): string {
  for (let share = 0; share < 1; share += 0.02) {
    const candidate = mix(colour, towards, share);
    if (surfaces.every((surface) => contrast(candidate, surface) >= NEEDED_CONTRAST)) return candidate;
  }
  return towards;
}

/** The accent of a workspace in both schemes, moved where contrast would fail. */
export function accentTokens(hex: string | null): { light: AccentTokens; dark: AccentTokens } {
  if (!hex || !/^#[0-9a-f]{6}$/i.test(hex) || hex.toUpperCase() === DEFAULT_ACCENT) return DEFAULT_TOKENS;
  const lightSoft = mix(PAGE.light, hex, 0.09);
  const light = readable(hex, [PAGE.light, lightSoft, "#E8ECEF"], "#000000");
  const darkSoft = mix(PAGE.dark, hex, 0.16);
  const dark = readable(mix(hex, "#FFFFFF", 0.35), [PAGE.dark, darkSoft, "#272D32"], "#FFFFFF");
  return {
    light: {
      accent: light,
      hover: mix(light, "#000000", 0.2),
      soft: lightSoft,
      softBorder: mix(PAGE.light, hex, 0.2),
      onAccent: "#FFFFFF",
    },
    dark: {
      accent: dark,
      hover: mix(dark, "#FFFFFF", 0.25),
      soft: darkSoft,
      softBorder: mix(PAGE.dark, hex, 0.32),
      onAccent: mix(dark, "#000000", 0.82),
    },
  };
}

export type Shades = [string, string, string, string, string, string, string, string, string, string];

/** Ten shades for Mantine: 6 is the accent on light, 3 the accent on dark. */
export function accentShades(hex: string | null): Shades {
  const { light, dark } = accentTokens(hex);
  return [
    light.soft,
    light.softBorder,
    dark.hover,
    dark.accent,
    mix(dark.accent, light.accent, 0.35),
    mix(dark.accent, light.accent, 0.7),
    light.accent,
    light.hover,
    dark.softBorder,
    dark.soft,
  ];
}

/** A steady hue for a name, for avatars: the same everywhere, no list to keep. */
export function hueOf(name: string): number {
  let hash = 2_166_136_261;
  for (const character of name.trim().toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  }
  // Steps of 30° keep neighbours in a list apart from each other.
  return ((hash >>> 0) % 12) * 30 + 20;
}

/** First letters of the first two words of a person ("Maud Le Guen" → "ML"), one letter for a company. */
export function initialsOf(name: string, letters: 1 | 2): string {
  const words = name
    .trim()
    .split(/[\s-]+/)
    .filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = letters === 2 ? ([...(words[1] ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase("fr");
}
