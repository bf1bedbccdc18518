import { Checkbox } from "@mantine/core";
import { useMediaQuery, useViewportSize } from "@mantine/hooks";
import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useOptionalSession } from "../../lib/session";
import { recordSequence } from "../../lib/stores";
import { ErrorState } from "../ErrorState";
import { useUiMessages } from "../messages";
import classes from "./DataTable.module.css";
import { DataTableHead, SkeletonRows } from "./DataTableHead";
import { MobileList } from "./MobileList";
import type { DataTableProps } from "./types";
import { useSelection } from "./useSelection";
import { useTableKeys } from "./useTableKeys";

const features = tableFeatures({});
const ROW = { comfortable: 44, compact: 36 };
const SKELETON_ROWS = 14;
const FETCH_AHEAD_ROWS = 15;
const PANEL_WIDTH = 392;
const NO_ROWS: never[] = [];

/** Shares the order of the list with the side panel ("4 sur 148", previous, next). */
function useSharedSequence(object: string, ids: string[], total: number | null | undefined): void {
  // It outlives the list, so that the full page of a record can walk on to its neighbours.
  useEffect(() => {
    recordSequence.set({ object, ids, total: total ?? null });
  }, [object, ids, total]);
}

/** A virtual table: ten thousand rows cost what forty do. Keyboard, selection, infinite loading, skeletons. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { rows, columns, rowId, hasMore, loadingMore, onEndReached, selection, onSelectionChange } = props;
  const t = useUiMessages();
  const { width } = useViewportSize();
  // An open panel takes its width from the table.
  const room = width - (props.openId && width >= 1024 ? PANEL_WIDTH : 0);
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const rowHeight = ROW[useOptionalSession()?.user.density ?? "comfortable"];
  const scroller = useRef<HTMLDivElement>(null);
  const selectable = Boolean(onSelectionChange);
  const shown = useMemo(
    () => columns.filter((column) => column.main || !column.from || width === 0 || room >= column.from),
    [columns, width, room],
  );
  const definitions = useMemo<ColumnDef<typeof features, T & object>[]>(
    () =>
      shown.map((column) => ({
        id: column.id,
        header: column.header,
        cell: ({ row }) => column.cell(row.original),
      })),
    [shown],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: (rows ?? NO_ROWS) as (T & object)[],
    getRowId: rowId as (row: T & object) => string,
  });
  const model = table.getRowModel().rows;
  const ids = useMemo(() => (rows ?? []).map(rowId), [rows, rowId]);
  useSharedSequence(props.object, ids, props.total);
  const picking = useSelection(ids, selection, onSelectionChange);

  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 32,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && model.length > 0 && lastIndex >= model.length - FETCH_AHEAD_ROWS)
      onEndReached?.();
  }, [hasMore, loadingMore, lastIndex, model.length, onEndReached]);

  const open = (index: number) => {
    const row = rows?.[index];
    if (row) props.onOpen(row);
  };
  const keys = useTableKeys({
    count: model.length,
    label: props.label,
    openIndex: props.openId ? ids.indexOf(props.openId) : -1,
    scroller,
    scrollTo: (index) => virtual.scrollToIndex(index, { align: "auto" }),
    onOpen: open,
    onToggle: selectable ? picking.toggle : undefined,
  });

  if (props.error && !rows)
    return <ErrorState error={props.error} title={props.errorTitle} onRetry={props.onRetry} />;
  if (rows?.length === 0) return props.empty;
  if (phone) return <MobileList {...props} />;

  const first = items[0];
  const last = items.at(-1);
  const above = first ? first.start : 0;
  const below = last ? virtual.getTotalSize() - last.end : 0;
  const minWidth = shown.reduce((sum, column) => sum + (column.width ?? 160), selectable ? 52 : 0);
  const spread = shown.length + (selectable ? 1 : 0);

  return (
    <div className={classes.scroller} ref={scroller}>
      <table
        className={classes.table}
        style={{ minWidth }}
        role="grid"
        aria-label={props.label}
        aria-rowcount={props.total ?? model.length}
        aria-multiselectable={selectable || undefined}
        aria-busy={rows === undefined || undefined}
        onKeyDown={keys.onKeyDown}
      >
        <colgroup>
          {selectable ? <col style={{ width: 52 }} /> : null}
          {shown.map((column) => (
            <col key={column.id} style={column.grow || !column.width ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        <DataTableHead
          columns={shown}
          sort={props.sort}
          onSort={props.onSort}
          selectable={selectable}
          all={picking.all}
          some={picking.some}
          onToggleAll={picking.toggleAll}
        />
        <tbody>
          {rows === undefined ? (
            <SkeletonRows count={SKELETON_ROWS} columns={shown} selectable={selectable} />
          ) : null}
          {above > 0 ? (
            <tr aria-hidden="true">
              <td colSpan={spread} style={{ height: above, padding: 0 }} />
            </tr>
          ) : null}
          {items.map((item) => {
            const row = model[item.index];
            if (!row) return null;
            const name = props.rowName(row.original);
            return (
              <tr
                key={row.id}
                className={classes.row}
                data-index={item.index}
                data-open={row.id === props.openId || undefined}
                aria-rowindex={item.index + 1}
                aria-selected={selectable ? Boolean(selection?.has(row.id)) : undefined}
                tabIndex={item.index === keys.active ? 0 : -1}
                onFocus={() => keys.setActive(item.index)}
                onClick={() => props.onOpen(row.original)}
                onPointerEnter={() => props.onHover?.(row.original)}
              >
                {selectable ? (
                  <td onClick={(event) => event.stopPropagation()} onKeyDown={() => undefined}>
                    <Checkbox
                      checked={Boolean(selection?.has(row.id))}
                      onClick={(event) => picking.toggle(item.index, event.shiftKey)}
                      onChange={() => undefined}
                      tabIndex={-1}
                      aria-label={t("table.selectRow", { name })}
                    />
                  </td>
                ) : null}
                {row.getAllCells().map((cell, index) => {
                  const column = shown[index];
                  return (
                    <td
                      key={cell.id}
                      data-main={column?.main || undefined}
                      data-align={column?.align}
                      data-sticky={(column?.main && !selectable) || undefined}
                    >
                      <table.FlexRender cell={cell} />
                      {index === shown.length - 1 && props.rowActions ? (
                        <span className={classes.actions}>{props.rowActions(row.original)}</span>
                      ) : null}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          {below > 0 ? (
            <tr aria-hidden="true">
              <td colSpan={spread} style={{ height: below, padding: 0 }} />
            </tr>
          ) : null}
          {loadingMore ? <SkeletonRows count={3} columns={shown} selectable={selectable} /> : null}
        </tbody>
      </table>
    </div>
  );
}
