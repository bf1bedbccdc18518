import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type UIEvent, useCallback, useEffect, useMemo, useRef } from "react";
import { useFormat } from "../../lib/format";
import { loadedState, toggleLoaded } from "../../lib/grid/selection";
import { useOptionalSession } from "../../lib/session";
import { recordSequence } from "../../lib/stores";
import { useUiMessages } from "../messages";
import classes from "./Grid.module.css";
import { GridHead } from "./GridHead";
import { type CellPlace, GridRowLine } from "./GridRowLine";
import { GridSkeleton } from "./GridSkeleton";
import type { GridLine, GridProps, ShownColumn } from "./types";
import { useColumnWidths } from "./useColumnWidths";
import { useGridKeys } from "./useGridKeys";

const ROW = { comfortable: 44, compact: 36 };
const FETCH_AHEAD_ROWS = 25;
const OVERSCAN = 8;
const CHECK_WIDTH = 52;
const BARE_WIDTH = 12;

/** Where each column stands, as CSS over the widths the grid holds in variables: resizing redraws no row. */
function usePlaces(columns: ShownColumn[], selectable: boolean): CellPlace[] {
  return useMemo(() => {
    const pinned = columns.filter((column) => column.pinned).length;
    return columns.map((column, index) => {
      const before = columns.slice(0, index).map((_, at) => `var(--c${at})`);
      const start = selectable ? CHECK_WIDTH : BARE_WIDTH;
      const style: CSSProperties = {
        flex: `calc(var(--c${index}) * var(--grow)) 0 calc(var(--c${index}) * 1px)`,
        ...(column.pinned ? { left: `calc((${[start, ...before].join(" + ")}) * 1px)` } : {}),
      };
      return { style, sticky: column.pinned, lastPinned: column.pinned && index === pinned - 1 };
    });
  }, [columns, selectable]);
}

/** The head of a group: its value, how many records, their sums. */
function GroupLine({ line, onToggle }: { line: Extract<GridLine, { kind: "group" }>; onToggle: () => void }) {
  const format = useFormat();
  return (
    <UnstyledButton
      className={classes.group}
      aria-expanded={line.open}
      onClick={onToggle}
      tabIndex={-1}
      data-toggle
    >
      <IconChevronRight size={16} stroke={1.75} data-chevron />
      {line.label}
      <span className={`${classes.groupCount} tabular`}>{format.number(line.count)}</span>
      {line.sums ? <span className={`${classes.groupSums} tabular`}>{line.sums}</span> : null}
    </UnstyledButton>
  );
}

const idsOf = (lines: GridLine[] | undefined) =>
  (lines ?? []).flatMap((line) => (line.kind === "row" ? [line.id] : []));

/**
 * The grid of every kind of record: virtual rows, pinned and resizable columns, spreadsheet keys, editing in place,
 * groups, selection. It draws and tells; what is shown and saved belongs to its owner.
 */
export function Grid(props: GridProps) {
  const { lines, columns, selection, hasMore, loadingMore, onEndReached } = props;
  const t = useUiMessages();
  const density = useOptionalSession()?.user.density ?? "comfortable";
  const scroller = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const selectable = selection !== null;
  const places = usePlaces(columns, selectable);
  const widths = useColumnWidths(surface, columns, props.onWidths);
  const ids = useMemo(() => idsOf(lines), [lines]);
  const count = lines?.length ?? 0;
  const activeLine = useRef(0);

  // It outlives the list, so that the full page of a record can walk on to its neighbours.
  useEffect(() => {
    recordSequence.set({ object: props.object, ids, total: props.total });
  }, [props.object, ids, props.total]);

  const rowHeight = ROW[density];
  // The row the keyboard is on stays drawn, or scrolling away would lose the focus.
  const rangeExtractor = useCallback((range: Range) => {
    const shown = defaultRangeExtractor(range);
    const kept = activeLine.current;
    return kept < range.count && !shown.includes(kept) ? [...shown, kept].sort((a, b) => a - b) : shown;
  }, []);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollPaddingStart: 32,
    scrollPaddingEnd: 8,
    rangeExtractor,
  });
  useEffect(() => {
    void rowHeight;
    virtual.measure();
  }, [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const lastShown = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && count > 0 && lastShown >= count - FETCH_AHEAD_ROWS) onEndReached();
  }, [hasMore, loadingMore, lastShown, count, onEndReached]);

  const keys = useGridKeys({
    ...props,
    ids,
    scroller,
    scrollTo: (line) => virtual.scrollToIndex(line, { align: "auto" }),
    pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2),
  });
  activeLine.current = keys.active.row;

  const total = columns.reduce((sum, column) => sum + column.width, selectable ? CHECK_WIDTH : BARE_WIDTH);
  const variables = {
    "--total": total,
    "--grow": props.exact ? 0 : 1,
    ...Object.fromEntries(columns.map((column, index) => [`--c${index}`, column.width])),
  } as CSSProperties;
  const onScroll = (event: UIEvent<HTMLDivElement>) => {
    const scrolled = event.currentTarget.scrollLeft > 0;
    if (surface.current && (surface.current.dataset.scrolled !== undefined) !== scrolled)
      surface.current.toggleAttribute("data-scrolled", scrolled);
  };

  return (
    <div className={classes.scroller} ref={scroller} onScroll={onScroll}>
      <div
        ref={surface}
        className={classes.grid}
        style={variables}
        role="grid"
        aria-label={props.label}
        aria-rowcount={(props.total ?? count) + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable={selectable || undefined}
        aria-busy={lines === undefined || undefined}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onDoubleClick={keys.onDoubleClick}
        onPointerOver={keys.onPointerOver}
        onFocus={keys.onFocus}
      >
        <div role="rowgroup" style={{ display: "contents" }}>
          <GridHead
            columns={columns}
            places={places}
            sort={props.sort}
            onSort={props.onSort}
            actions={props.headActions}
            onMove={props.onMove}
            onResizeStart={widths.resizeStart}
            onFit={widths.fit}
            onNudge={widths.nudge}
            selectable={selectable}
            loaded={selection ? loadedState(selection, ids) : "none"}
            onToggleAll={() => selection && props.onSelection(toggleLoaded(selection, ids))}
          />
        </div>
        {lines === undefined ? (
          <GridSkeleton columns={columns} places={places} selectable={selectable} />
        ) : null}
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const line = lines?.[item.index];
            if (!line) return null;
            if (line.kind === "row") {
              const onLine = keys.active.row === item.index;
              return (
                <GridRowLine
                  key={line.key ?? line.id}
                  row={line.row}
                  line={item.index}
                  top={item.start}
                  columns={columns}
                  places={places}
                  selectable={selectable}
                  selected={selectable && keys.isSelected(line.id)}
                  open={line.id === props.openId}
                  active={onLine ? keys.active.column : -1}
                  editing={onLine && keys.editing ? keys.active.column : -1}
                  editor={onLine && keys.editing ? keys.editor : null}
                  avatar={props.avatar}
                  tagColours={props.tagColours}
                />
              );
            }
            return (
              <div
                key={line.id}
                role="row"
                className={`${classes.row} ${line.kind === "group" ? classes.groupRow : ""}`}
                style={{ transform: `translateY(${item.start}px)` }}
                aria-rowindex={item.index + 2}
                data-line={item.index}
              >
                <div
                  role="gridcell"
                  className={classes.cell}
                  style={{ flex: 1, padding: 0, overflow: "visible" }}
                  data-column={0}
                  data-active={keys.active.row === item.index || undefined}
                  aria-colspan={columns.length + 1}
                  tabIndex={keys.active.row === item.index ? 0 : -1}
                >
                  {line.kind === "group" ? (
                    <GroupLine line={line} onToggle={() => props.onToggleGroup(line.id)} />
                  ) : (
                    <UnstyledButton
                      className={classes.more}
                      onClick={() => props.onMore(line.id)}
                      tabIndex={-1}
                      data-toggle
                    >
                      {t(line.loading ? "table.loadingMore" : "grid.more")}
                    </UnstyledButton>
                  )}
                </div>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
