import type { GridColumn, GridField } from "./types";

const WIDTHS: Record<string, number> = {
  long_text: 280,
  email: 220,
  url: 200,
  phone: 150,
  number: 110,
  percent: 110,
  money: 140,
  date: 130,
  datetime: 140,
  choice: 140,
  multi_choice: 200,
  tags: 200,
  boolean: 90,
  member: 170,
  team: 140,
  relation: 200,
  siren: 130,
  siret: 160,
};
const TITLE_WIDTH = 260;
export const MIN_WIDTH = 64;
export const MAX_WIDTH = 640;

/** Numbers and amounts go right. */
export const isNumeric = (kind: string): boolean => ["number", "money", "percent"].includes(kind);

/** The width of a column: chosen, else usual for its kind. */
export function widthOf(column: GridColumn, field: GridField, isTitle: boolean): number {
  return column.width ?? (isTitle ? TITLE_WIDTH : (WIDTHS[field.kind] ?? 170));
}

export const clampWidth = (width: number): number =>
  Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));

/** Columns as the address bar writes them: `name:260p,city,amount:140`. */
export function writeColumns(columns: GridColumn[]): string {
  return columns
    .map(({ field, width, pinned }) => {
      const detail = `${width ?? ""}${pinned ? "p" : ""}`;
      return detail ? `${field}:${detail}` : field;
    })
    .join(",");
}

/** Reads `name:260p,city`; null when it names nothing. */
export function readColumns(text: unknown): GridColumn[] | null {
  if (typeof text !== "string" || text === "") return null;
  const columns = text.split(",").flatMap((part): GridColumn[] => {
    const found = /^([\w.-]+)(?::(\d{0,4})(p?))?$/.exec(part.trim());
    if (!found?.[1]) return [];
    const column: GridColumn = { field: found[1] };
    if (found[2]) column.width = clampWidth(Number(found[2]));
    if (found[3]) column.pinned = true;
    return [column];
  });
  return columns.length > 0 ? columns : null;
}

/** Moves a column by one place or to a place; pinned ones stay first among themselves. */
export function moveColumn(columns: GridColumn[], field: string, to: number): GridColumn[] {
  const from = columns.findIndex((column) => column.field === field);
  const moved = columns[from];
  if (!moved) return columns;
  const rest = columns.filter((column) => column !== moved);
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, moved);
  return pinnedFirst(rest);
}

/** Pinned columns stand at the left, in their order. */
export function pinnedFirst(columns: GridColumn[]): GridColumn[] {
  return [...columns.filter((column) => column.pinned), ...columns.filter((column) => !column.pinned)];
}

/** Pins the column and all before it, or frees it and all after it: "freeze up to here". */
export function pinUpTo(columns: GridColumn[], field: string): GridColumn[] {
  const at = columns.findIndex((column) => column.field === field);
  if (at < 0) return columns;
  const free = Boolean(columns[at]?.pinned);
  return columns.map((column, index) => {
    const { pinned: _, ...rest } = column;
    const pin = free ? index < at && column.pinned : index <= at;
    return pin ? { ...rest, pinned: true } : rest;
  });
}

export function setWidth(columns: GridColumn[], field: string, width: number): GridColumn[] {
  return columns.map((column) => (column.field === field ? { ...column, width: clampWidth(width) } : column));
}
