import type { ReactNode } from "react";
import type { Selection } from "../../lib/grid/selection";
import type { GridField, GridRow, SortStep } from "../../lib/grid/types";

/** A column as drawn. */
export interface ShownColumn {
  /** Name used by sorts and cells: a field, or one of a related record. */
  id: string;
  field: GridField;
  label: string;
  width: number;
  pinned: boolean;
  isTitle: boolean;
  sortable: boolean;
  /** A cell may be changed here. */
  editable: boolean;
}

/** What a grid draws one under the other. */
export type GridLine =
  /** `key` tells apart a record that stands in several groups. */
  | { kind: "row"; id: string; key?: string; row: GridRow }
  | { kind: "group"; id: string; label: ReactNode; name: string; count: number; sums: string; open: boolean }
  | { kind: "more"; id: string; loading: boolean };

/** Where the keyboard goes once an edit is saved. */
export type Onward = "stay" | "down" | "right" | "left";

export interface EditorProps {
  row: GridRow;
  column: ShownColumn;
  /** Saves and moves on; an equal value saves nothing. */
  onSave: (value: unknown, onward: Onward, label?: string | string[] | null) => void;
  onCancel: () => void;
}

/** An entry of the menu of a column head. */
export interface HeadAction {
  id: string;
  label: string;
  icon: ReactNode;
  run: () => void;
  /** Starts a new part of the menu. */
  divided?: boolean;
}

export interface GridProps {
  /** What the grid lists, for screen readers ("Contacts"). */
  label: string;
  object: string;
  /** Undefined while the first page loads. */
  lines: GridLine[] | undefined;
  columns: ShownColumn[];
  /** Columns keep exactly their width instead of sharing what is left. */
  exact: boolean;
  avatar: "person" | "company" | "none";
  sort: SortStep[];
  onSort: (field: string, add: boolean) => void;
  headActions: (column: ShownColumn, index: number) => HeadAction[];
  /** A column was dragged to another place. */
  onMove: (id: string, to: number) => void;
  /** Widths of all columns after one was dragged or fitted. */
  onWidths: (widths: Record<string, number>) => void;
  total: number | null;
  hasMore: boolean;
  loadingMore: boolean;
  onEndReached: () => void;
  openId: string | null;
  onOpen: (row: GridRow) => void;
  onHover?: (row: GridRow) => void;
  onToggleGroup: (id: string) => void;
  onMore: (id: string) => void;
  selection: Selection | null;
  onSelection: (next: Selection) => void;
  editor: (props: EditorProps) => ReactNode;
  onSaveCell: (
    row: GridRow,
    column: ShownColumn,
    value: unknown,
    label: string | string[] | null | undefined,
  ) => void;
  /** Colours of tags by id. */
  tagColours: ReadonlyMap<string, string>;
}
