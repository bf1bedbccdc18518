import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { FilterGroup, GridColumn, GridField, GridObject, GridRow } from "../../../lib/grid/types";
import { requestJson, type Written } from "../../../lib/http";

const PAGE_SIZE = 100;
const GROUP_PAGE_SIZE = 50;
const FOUND = 20;

/** What a list asks for. */
export interface Asked {
  filter: FilterGroup | null;
  q: string;
  sort: string;
  fields: string[];
}

interface RowPage {
  items: GridRow[];
  next_cursor: string | null;
}

export interface Count {
  count: number;
  capped: boolean;
}

export interface Group {
  value: string | boolean | null;
  label: string | null;
  count: number;
  sums: { field: string; currency: string | null; amount: string }[];
}

function path(base: string, query: Record<string, string | number | undefined | null>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  const text = search.toString();
  return `/api/v1${base}${text ? `?${text}` : ""}`;
}

const read = async <T>(base: string, query: Record<string, string | number | undefined | null> = {}) =>
  (await requestJson<T>("GET", path(base, query))).data;

const narrowing = (asked: Pick<Asked, "filter" | "q">) => ({
  filter: asked.filter ? JSON.stringify(asked.filter) : undefined,
  q: asked.q,
});

/** The kinds of record with their fields. */
export const objectsQuery = queryOptions({
  // The key of fields: changes of their definitions refresh it.
  queryKey: ["field", "objects"],
  queryFn: async () => (await read<{ items: GridObject[] }>("/objects")).items,
  staleTime: 60_000,
});

const pageOf = (object: string, asked: Asked, cursor: string | null, limit: number) =>
  read<RowPage>(`/records/${object}`, {
    ...narrowing(asked),
    sort: asked.sort,
    fields: asked.fields.join(","),
    cursor,
    limit,
  });

/** The rows of a list, page by page. */
export const rowsQuery = (object: string, asked: Asked) =>
  infiniteQueryOptions({
    queryKey: [object, "grid", asked],
    queryFn: ({ pageParam }) => pageOf(object, asked, pageParam, PAGE_SIZE),
    initialPageParam: null as string | null,
    getNextPageParam: (last: RowPage) => last.next_cursor,
    placeholderData: (previous) => previous,
    // Comparing tens of thousands of rows would hold the page; rows are compared where they are drawn.
    structuralSharing: false,
  });

/** One page of the rows of a group. */
export const groupRowsQuery = (object: string, asked: Asked, cursor: string | null) =>
  queryOptions({
    queryKey: [object, "grid", "group", asked, cursor],
    queryFn: () => pageOf(object, asked, cursor, GROUP_PAGE_SIZE),
    structuralSharing: false,
  });

/** How many records a filter finds, counted to 10,000. */
export const countQuery = (object: string, asked: Pick<Asked, "filter" | "q">) =>
  queryOptions({
    queryKey: [object, "count", asked.filter, asked.q],
    queryFn: () => read<Count>(`/records/${object}/count`, narrowing(asked)),
    placeholderData: (previous: Count | undefined) => previous,
  });

/** Records counted and summed by a field. */
export const groupsQuery = (object: string, by: string, sums: string[], asked: Pick<Asked, "filter" | "q">) =>
  queryOptions({
    queryKey: [object, "groups", by, sums, asked.filter, asked.q],
    queryFn: () =>
      read<{ groups: Group[]; truncated: boolean }>(`/records/${object}/groups`, {
        by,
        sum: sums.join(","),
        ...narrowing(asked),
      }),
  });

/** One record, for the names of what filters point to. */
export const recordQuery = (object: string, id: string) =>
  queryOptions({
    queryKey: [object, "named", id],
    queryFn: () => read<GridRow>(`/records/${object}/${id}`),
    staleTime: 60_000,
    retry: false,
  });

/** Finds records of a kind by name. */
export async function findRecords(
  object: string,
  text: string,
  titleField: string,
): Promise<{ value: string; label: string }[]> {
  const page = await read<RowPage>(`/records/${object}`, { q: text, fields: titleField, limit: FOUND });
  return page.items.map((row) => ({ value: row.id, label: row.title }));
}

/** Changes fields of a record read at `version`. */
export const updateRecord = (
  object: string,
  id: string,
  version: number,
  values: Record<string, unknown>,
): Promise<Written<GridRow>> => requestJson("PATCH", `/api/v1/records/${object}/${id}`, { values, version });

/** Puts a record in the trash. */
export const deleteRecord = (object: string, id: string): Promise<Written<unknown>> =>
  requestJson("DELETE", `/api/v1/records/${object}/${id}`);

// Views

export interface SavedView {
  id: string;
  object: string;
  name: string;
  layout: "table" | "board";
  scope: "private" | "team" | "shared";
  team_id: string | null;
  filter: FilterGroup | null;
  sort: string;
  columns: GridColumn[];
  group_by: string | null;
  position: number;
  version: number;
  /** Roles for which it opens first, and whether that is so for the person's own. */
  default_role_ids: string[];
  is_default: boolean;
  editable: boolean;
}

export type ViewValues = Partial<
  Pick<SavedView, "name" | "scope" | "team_id" | "filter" | "sort" | "columns" | "group_by" | "position">
>;

/** The saved views of a kind of record that the person sees. */
export const viewsQuery = (object: string) =>
  queryOptions({
    queryKey: ["view", object],
    queryFn: async () => (await read<{ items: SavedView[] }>("/views", { object })).items,
    staleTime: 60_000,
  });

export const createView = (object: string, values: ViewValues): Promise<Written<SavedView>> =>
  requestJson("POST", "/api/v1/views", { object, layout: "table", ...values });

export const updateView = (id: string, version: number, values: ViewValues): Promise<Written<SavedView>> =>
  requestJson("PATCH", `/api/v1/views/${id}`, { ...values, version });

/** Makes a shared view the one that opens first for these roles, and for no other. */
export const setDefaultView = (id: string, role_ids: string[]): Promise<Written<SavedView>> =>
  requestJson("PUT", `/api/v1/views/${id}/default`, { role_ids });

export const deleteView = (id: string): Promise<Written<unknown>> =>
  requestJson("DELETE", `/api/v1/views/${id}`);

// Tags, teams, roles

export interface TagRow {
  id: string;
  name: string;
  colour: string;
}

export const tagsQuery = queryOptions({
  queryKey: ["tag", "list"],
  queryFn: async () => (await read<{ items: TagRow[] }>("/tags")).items,
  staleTime: 60_000,
  retry: false,
});

export const teamsQuery = queryOptions({
  queryKey: ["team", "options"],
  queryFn: async () => (await read<{ items: { id: string; name: string }[] }>("/teams")).items,
  staleTime: 5 * 60_000,
  retry: false,
});

export const rolesQuery = queryOptions({
  queryKey: ["role", "options"],
  queryFn: async () => (await read<{ items: { id: string; name: string }[] }>("/roles")).items,
  staleTime: 5 * 60_000,
  retry: false,
});

/** A field that a cell, column or filter of a grid names. */
export type { GridField };
