import type { ReactNode } from "react";

export interface DataTableColumn<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Width in px; the first column and those with `grow` share what is left. */
  width?: number;
  grow?: boolean;
  /** Numbers and amounts go right. */
  align?: "left" | "right";
  /** Name of the field for the API; absent = not sortable. */
  sort?: string;
  /** The name of the record: weight 500, never hidden. */
  main?: boolean;
  /** Hidden below this width of the window, in px; an open panel counts as 392 px less. */
  from?: number;
}

export interface MobileRow {
  /** Avatar or icon at the left. */
  lead?: ReactNode;
  title: string;
  subtitle?: ReactNode;
  /** Amount or date at the right. */
  end?: ReactNode;
}

export interface DataTableProps<T> {
  /** What the table lists, for screen readers ("Contacts"). */
  label: string;
  /** Object name; the open record and its neighbours are shared with the side panel. */
  object: string;
  /** Loaded rows; undefined while the first page loads. */
  rows: T[] | undefined;
  columns: DataTableColumn<T>[];
  rowId: (row: T) => string;
  rowName: (row: T) => string;
  /** Under 768 px rows are drawn as two lines. */
  mobileRow: (row: T) => MobileRow;
  /** `"name"` or `"-name"`. */
  sort?: string;
  onSort?: (sort: string) => void;
  /** Exact number of rows behind the list, when known. */
  total?: number | null;
  hasMore?: boolean;
  loadingMore?: boolean;
  onEndReached?: () => void;
  /** Record shown in the panel. */
  openId?: string | null;
  onOpen: (row: T) => void;
  /** Pointer over a row: the moment to prefetch. */
  onHover?: (row: T) => void;
  selection?: ReadonlySet<string>;
  onSelectionChange?: (selection: Set<string>) => void;
  /** Buttons that appear on the hovered or focused row. */
  rowActions?: (row: T) => ReactNode;
  error?: unknown;
  errorTitle?: string;
  onRetry?: () => void;
  /** Shown when there is no row. */
  empty: ReactNode;
}
