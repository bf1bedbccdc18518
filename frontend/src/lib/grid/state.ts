import { readColumns, writeColumns } from "./columns";
import { readFilter } from "./filters";
import type { FilterGroup, GridColumn, GridState, SortStep } from "./types";

/** What the address bar may say about a grid beside the view it shows. */
export interface GridUrl {
  filter?: unknown;
  sort?: unknown;
  columns?: unknown;
  group?: unknown;
}

/** The part of a view that a grid shows. */
export interface ViewState {
  filter: FilterGroup | null;
  sort: string;
  columns: GridColumn[];
  groupBy: string | null;
}

const NONE = "none";
const MAX_SORTS = 3;

/** Reads `-amount,name`. */
export function readSort(text: unknown): SortStep[] {
  if (typeof text !== "string" || text === NONE) return [];
  return text
    .split(",")
    .filter((part) => /^-?[\w.-]+$/.test(part))
    .slice(0, MAX_SORTS)
    .map((part) => ({ field: part.replace(/^-/, ""), descending: part.startsWith("-") }));
}

/** Writes `-amount,name`. */
export const writeSort = (steps: SortStep[]): string =>
  steps.map((step) => (step.descending ? "-" : "") + step.field).join(",");

/**
 * A click on a header: ascending, descending, none. With `add` (Shift) the column joins the sort instead of replacing
 * it; the least important one gives way when there are already three.
 */
export function toggleSort(steps: SortStep[], field: string, add: boolean): SortStep[] {
  const present = steps.find((step) => step.field === field);
  const next = !present
    ? { field, descending: false }
    : present.descending
      ? null
      : { field, descending: true };
  if (!add) return next ? [next] : [];
  const kept = steps.flatMap((step) => (step.field === field ? (next ? [next] : []) : [step]));
  return present || !next ? kept : [...kept.slice(0, MAX_SORTS - 1), next];
}

/** What is on screen: the view, with what the address bar says otherwise. */
export function resolveState(view: ViewState, url: GridUrl): GridState {
  return {
    filter: url.filter === undefined ? view.filter : emptyToNull(readFilter(url.filter)),
    sort: readSort(url.sort ?? view.sort),
    columns: readColumns(url.columns) ?? view.columns,
    groupBy:
      url.group === undefined
        ? view.groupBy
        : url.group === NONE || url.group === ""
          ? null
          : String(url.group),
  };
}

function emptyToNull(group: FilterGroup | null): FilterGroup | null {
  if (group === null) return null;
  return ("or" in group ? group.or : group.and).length === 0 ? null : group;
}

/** JSON with keys in order, so that equal filters read equal whoever wrote them. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** The words of the address bar for a state: only what differs from the view. */
export function writeState(view: ViewState, state: GridState): Required<GridUrl> {
  const sort = writeSort(state.sort);
  const columns = writeColumns(state.columns);
  return {
    filter: stable(state.filter) === stable(view.filter) ? undefined : (state.filter ?? { and: [] }),
    sort: sort === writeSort(readSort(view.sort)) ? undefined : sort || NONE,
    columns: columns === writeColumns(view.columns) ? undefined : columns,
    group: state.groupBy === view.groupBy ? undefined : (state.groupBy ?? NONE),
  };
}

/** Whether a view was changed on screen and may be saved or restored. */
export function isChanged(view: ViewState, state: GridState): boolean {
  return Object.values(writeState(view, state)).some((value) => value !== undefined);
}
