import { expect, test } from "vitest";
import { tokens } from "../ui/tokens";
import { accentShades, accentTokens, contrast, DEFAULT_ACCENT, hueOf, initialsOf } from "./colour";

test("the house accent is exactly the one of the design", () => {
  expect(accentTokens(null).light).toEqual({
    accent: "#0E5A78",
    hover: "#0A4860",
    soft: "#E8F2F6",
    softBorder: "#CFE3EB",
    onAccent: "#FFFFFF",
  });
  expect(accentShades(DEFAULT_ACCENT)[6]).toBe("#0E5A78");
  expect(accentShades(DEFAULT_ACCENT)[3]).toBe("#6FBFDC");
});

test.each(["#FFD400", "#FF6A00", "#00C853", "#111111", "#FFFFFF", "#7C3AED"])(
  "an accent of %s stays readable in both schemes",
  (accent) => {
    const { light, dark } = accentTokens(accent);

    expect(contrast(light.accent, tokens.light.page)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(light.accent, light.soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(light.onAccent, light.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark.accent, tokens.dark.page)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark.accent, dark.soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark.onAccent, dark.accent)).toBeGreaterThanOrEqual(4.5);
  },
);

test("text keeps its contrast on every surface of both schemes", () => {
  for (const scheme of [tokens.light, tokens.dark]) {
    for (const surface of [scheme.page, scheme.sidebar, scheme.raised, scheme.hover, scheme.active]) {
      expect(contrast(scheme["text-1"], surface)).toBeGreaterThanOrEqual(7);
      expect(contrast(scheme["text-3"], surface)).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test("a name always has the same hue, and initials of its first two words", () => {
  expect(hueOf("Claire Vasseur")).toBe(hueOf(" claire vasseur"));
  expect(initialsOf("Claire Vasseur", 2)).toBe("CV");
  expect(initialsOf("Maud Le Guen", 2)).toBe("ML");
  expect(initialsOf("Nadia Kerloc’h", 2)).toBe("NK");
  expect(initialsOf("Anne-Cécile Rochefort", 2)).toBe("AC");
  expect(initialsOf("étienne", 2)).toBe("É");
  expect(initialsOf("Verrerie de l’Oriel", 1)).toBe("V");
});
