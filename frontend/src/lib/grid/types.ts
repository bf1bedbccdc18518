/** A field of a kind of record, as `GET /objects` describes it. */
export interface GridField {
  name: string;
  kind: string;
  label: string;
  target: string | null;
  choices: { value: string; label: string }[];
  required: boolean;
  writable: boolean;
  sortable: boolean;
  filterable: boolean;
  groupable: boolean;
  operators: string[];
  custom: boolean;
}

/** A kind of record with its fields. */
export interface GridObject {
  name: string;
  label: string;
  plural: string;
  title_field: string;
  importable: boolean;
  fields: GridField[];
}

/** One row of a grid: `values` in the shape of the API, `labels` what people read for ids. */
export interface GridRow {
  id: string;
  version: number;
  title: string;
  values: Record<string, unknown>;
  labels: Record<string, string | string[] | null>;
}

/** What one condition of a filter compares. */
export interface FilterLeaf {
  field: string;
  operator: string;
  value?: unknown;
}

export type FilterGroup = { and: FilterNode[] } | { or: FilterNode[] };
export type FilterNode = FilterLeaf | FilterGroup;

/** A column on screen. Without a width it takes the usual one of its kind. */
export interface GridColumn {
  field: string;
  width?: number;
  pinned?: boolean;
}

/** One step of a sort, the first the most important. */
export interface SortStep {
  field: string;
  descending: boolean;
}

/** Everything a grid shows that a view keeps and the address bar reproduces. */
export interface GridState {
  filter: FilterGroup | null;
  sort: SortStep[];
  columns: GridColumn[];
  groupBy: string | null;
}
