import { expect, test } from "vitest";
import { matchedParts, matches } from "./matching";

test("accents and capitals do not matter, nor the order of words", () => {
  expect(matches("Étienne Valmier", "valm eti")).toBe(true);
  expect(matches("Papeteries Valmont", "mont")).toBe(true);
  expect(matches("Papeteries Valmont", "on")).toBe(false);
});

test("matched letters are found at their place in the original text", () => {
  expect(matchedParts("Étienne Valmier", "etie")).toEqual([
    { text: "Étie", hit: true },
    { text: "nne Valmier", hit: false },
  ]);
  expect(matchedParts("Papeteries Valmont", "")).toEqual([{ text: "Papeteries Valmont", hit: false }]);
});
