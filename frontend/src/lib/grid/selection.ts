import type { FilterGroup } from "./types";

/** Rows chosen one by one, or all that match with exceptions: the second needs no ids of rows never loaded. */
export type Selection =
  | { mode: "some"; ids: ReadonlySet<string> }
  | { mode: "all"; except: ReadonlySet<string> };

export const NOTHING: Selection = { mode: "some", ids: new Set() };
export const EVERYTHING: Selection = { mode: "all", except: new Set() };

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.mode === "some" ? selection.ids.has(id) : !selection.except.has(id);

/** How many rows are chosen, out of `total` that match. */
export const selectedCount = (selection: Selection, total: number): number =>
  selection.mode === "some" ? selection.ids.size : Math.max(0, total - selection.except.size);

export const isEmpty = (selection: Selection, total: number): boolean =>
  selectedCount(selection, total) === 0;

/** Chooses or frees rows. */
export function setSelected(selection: Selection, ids: Iterable<string>, on: boolean): Selection {
  const listed = new Set(selection.mode === "some" ? selection.ids : selection.except);
  const add = selection.mode === "some" ? on : !on;
  for (const id of ids) {
    if (add) listed.add(id);
    else listed.delete(id);
  }
  return selection.mode === "some" ? { mode: "some", ids: listed } : { mode: "all", except: listed };
}

/** A click on a row's box; with Shift, everything between the last click and this one follows it. */
export function toggleRow(
  selection: Selection,
  ids: readonly string[],
  index: number,
  anchor: number | null,
): Selection {
  const id = ids[index];
  if (id === undefined) return selection;
  const from = anchor ?? index;
  const range = ids.slice(Math.min(from, index), Math.max(from, index) + 1);
  return setSelected(selection, range, !isSelected(selection, id));
}

/** The box in the head: all loaded rows, or none of them. */
export function toggleLoaded(selection: Selection, ids: readonly string[]): Selection {
  const all = ids.length > 0 && ids.every((id) => isSelected(selection, id));
  if (all) return NOTHING;
  return setSelected(selection, ids, true);
}

/** Whether all loaded rows are chosen, some, or none. */
export function loadedState(selection: Selection, ids: readonly string[]): "all" | "some" | "none" {
  const chosen = ids.filter((id) => isSelected(selection, id)).length;
  if (chosen === 0) return "none";
  return chosen === ids.length ? "all" : "some";
}

/** The selection as bulk edits and exports take it. */
export function selectionBody(
  selection: Selection,
  filter: FilterGroup | null,
  words: string,
): { ids: string[] } | { filter: FilterGroup; q?: string; except?: string[] } {
  if (selection.mode === "some") return { ids: [...selection.ids] };
  return {
    filter: filter ?? { and: [] },
    ...(words ? { q: words } : {}),
    ...(selection.except.size > 0 ? { except: [...selection.except] } : {}),
  };
}
