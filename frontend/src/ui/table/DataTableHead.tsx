import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useUiMessages } from "../messages";
import classes from "./DataTable.module.css";
import type { DataTableColumn } from "./types";

interface HeadProps<T> {
  columns: DataTableColumn<T>[];
  sort?: string;
  onSort?: (sort: string) => void;
  selectable: boolean;
  all: boolean;
  some: boolean;
  onToggleAll: () => void;
}

function SortButton({
  column,
  sort,
  onSort,
}: {
  column: { header: string; sort: string };
  sort?: string;
  onSort: (sort: string) => void;
}) {
  const t = useUiMessages();
  const ascending = sort === column.sort;
  const descending = sort === `-${column.sort}`;
  const next = ascending ? `-${column.sort}` : column.sort;
  return (
    <UnstyledButton
      className={classes.sort}
      onClick={() => onSort(next)}
      title={t(ascending ? "table.sortDescending" : "table.sortAscending", { name: column.header })}
    >
      <span className="truncate">{column.header}</span>
      {ascending ? <IconArrowUp size={14} stroke={1.75} aria-hidden /> : null}
      {descending ? <IconArrowDown size={14} stroke={1.75} aria-hidden /> : null}
    </UnstyledButton>
  );
}

/** Sticky head of a table: select all, names, sorting. */
export function DataTableHead<T>({
  columns,
  sort,
  onSort,
  selectable,
  all,
  some,
  onToggleAll,
}: HeadProps<T>) {
  const t = useUiMessages();
  return (
    <thead className={classes.head}>
      <tr>
        {selectable ? (
          <th scope="col" className={classes.check}>
            <Checkbox
              checked={all}
              indeterminate={some}
              onChange={onToggleAll}
              aria-label={t("table.selectAll")}
            />
          </th>
        ) : null}
        {columns.map((column) => {
          const sorted = column.sort && (sort === column.sort || sort === `-${column.sort}`);
          const direction = sort?.startsWith("-") ? "descending" : "ascending";
          return (
            <th
              key={column.id}
              scope="col"
              data-align={column.align}
              data-sorted={sorted || undefined}
              data-sticky={(column.main && !selectable) || undefined}
              aria-sort={sorted ? direction : undefined}
            >
              {column.sort && onSort ? (
                <SortButton
                  column={{ header: column.header, sort: column.sort }}
                  sort={sort}
                  onSort={onSort}
                />
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

const SKELETON_WIDTHS = [62, 78, 54, 70, 46];

interface SkeletonRowsProps {
  count: number;
  columns: { id: string; align?: "left" | "right" }[];
  selectable: boolean;
}

/** Rows of the right shape while the first page loads; headers are already real. */
export function SkeletonRows({ count, columns, selectable }: SkeletonRowsProps) {
  return Array.from({ length: count }, (_, row) => (
    <tr
      // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity.
      key={row}
      className={classes.skeleton}
      aria-hidden="true"
      style={{ opacity: Math.max(0.25, 1 - row / (count + 2)) }}
    >
      {selectable ? (
        <td>
          <span className="skeleton-bar" style={{ width: 16 }} />
        </td>
      ) : null}
      {columns.map((column, index) => (
        <td key={column.id} data-align={column.align}>
          <span className="skeleton-bar" style={{ width: `${SKELETON_WIDTHS[(row + index) % 5]}%` }} />
        </td>
      ))}
    </tr>
  ));
}
