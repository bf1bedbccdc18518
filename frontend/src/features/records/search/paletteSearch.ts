import type { PaletteSearch } from "../../../lib/manifest";
import { matches } from "../../../lib/matching";
import { findRecords, type Hit } from "./queries";

const SHOWN = 12;
const ASKED = { all: SHOWN, people: 40, numbers: 40 };

/** Digits of a text, to find a number in any notation. */
const digits = (text: string) => text.replace(/\D/g, "");

/** Whether a hit belongs to the scope: people are contacts; numbers are hits found by a number, or holding one. */
export function inScope(hit: Hit, scope: "all" | "people" | "numbers", text: string): boolean {
  if (scope === "people") return hit.object === "contact";
  if (scope === "numbers") return digits(hit.matched + hit.title + hit.subtitle).includes(digits(text));
  return true;
}

/** What found the record is added when neither title nor subtitle answers the text. */
export function subtitleOf(hit: Hit, text: string): string {
  if (matches(`${hit.title} ${hit.subtitle}`, text)) return hit.subtitle;
  return [hit.subtitle, hit.matched].filter(Boolean).join(", ");
}

/** Records for the palette. */
export const paletteSearch: PaletteSearch = async (text, scope, signal) => {
  const hits = await findRecords(text, ASKED[scope], signal);
  return hits
    .filter((hit) => inScope(hit, scope, text))
    .slice(0, SHOWN)
    .map((hit) => ({ object: hit.object, id: hit.id, title: hit.title, subtitle: subtitleOf(hit, text) }));
};
