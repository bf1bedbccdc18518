import { UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type PointerEvent, type ReactNode, useEffect, useRef } from "react";
import { isNumeric } from "../../lib/grid/columns";
import { isSelected, setSelected } from "../../lib/grid/selection";
import type { GridRow } from "../../lib/grid/types";
import { Avatar } from "../Avatar";
import { CellValue } from "./CellValue";
import classes from "./Grid.module.css";
import type { GridLine, GridProps, ShownColumn } from "./types";

const CARD_HEIGHT = 84;
const GROUP_HEIGHT = 45;
const SWIPE_PX = 96;
const FETCH_AHEAD = 12;

/** What a swipe does, and what it says while the finger moves. */
export interface SwipeAction {
  label: string;
  icon: ReactNode;
  run: (row: GridRow) => void;
}

interface GridCardsProps extends GridProps {
  swipeRight?: (row: GridRow) => SwipeAction | null;
  swipeLeft?: (row: GridRow) => SwipeAction | null;
  /** A tap chooses instead of opening. */
  choosing: boolean;
}

/** Follows a finger sideways; past a threshold the action runs, otherwise the card comes back. */
function useSwipe(right: SwipeAction | null, left: SwipeAction | null, row: GridRow) {
  const card = useRef<HTMLButtonElement>(null);
  const slot = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    moved.current = false;
    const element = card.current;
    if (event.pointerType === "mouse" || !element || (!right && !left)) return;
    const from = { x: event.clientX, y: event.clientY };
    let by = 0;
    const move = (to: globalThis.PointerEvent) => {
      const x = to.clientX - from.x;
      if (!moved.current && (Math.abs(x) < 10 || Math.abs(to.clientY - from.y) > Math.abs(x))) return;
      moved.current = true;
      by = (x > 0 && !right) || (x < 0 && !left) ? 0 : Math.max(-SWIPE_PX * 1.3, Math.min(SWIPE_PX * 1.3, x));
      element.removeAttribute("data-settle");
      element.style.transform = `translateX(${by}px)`;
      slot.current?.setAttribute("data-side", by > 0 ? "right" : "left");
    };
    const end = () => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", end);
      element.removeEventListener("pointercancel", end);
      element.setAttribute("data-settle", "true");
      element.style.transform = "";
      if (by >= SWIPE_PX) right?.run(row);
      if (by <= -SWIPE_PX) left?.run(row);
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  };
  return { card, slot, moved, onPointerDown };
}

interface CardProps {
  row: GridRow;
  grid: GridCardsProps;
  lines: ShownColumn[];
  end: ShownColumn | undefined;
}

function Card({ row, grid, lines, end }: CardProps) {
  const right = grid.swipeRight?.(row) ?? null;
  const left = grid.swipeLeft?.(row) ?? null;
  const swipe = useSwipe(right, left, row);
  const { selection, onSelection, choosing } = grid;
  const chosen = selection !== null && isSelected(selection, row.id);
  const value = (column: ShownColumn) => (
    <CellValue row={row} column={column} avatar="none" tagColours={grid.tagColours} />
  );
  const filled = lines.filter((column) => {
    const held = row.values[column.id];
    return held !== null && held !== undefined && held !== "" && !(Array.isArray(held) && held.length === 0);
  });
  return (
    <>
      {right || left ? (
        <div className={classes.swipe} ref={swipe.slot} data-side="right" aria-hidden="true">
          <SwipeWords right={right} left={left} />
        </div>
      ) : null}
      <UnstyledButton
        ref={swipe.card}
        className={classes.card}
        data-open={row.id === grid.openId || undefined}
        aria-pressed={choosing ? chosen : undefined}
        onPointerDown={swipe.onPointerDown}
        onClick={() => {
          if (swipe.moved.current) return;
          if (choosing && selection) onSelection(setSelected(selection, [row.id], !chosen));
          else grid.onOpen(row);
        }}
      >
        {choosing ? <span className={classes.box} data-on={chosen || undefined} /> : null}
        {grid.avatar === "none" ? null : <Avatar name={row.title} kind={grid.avatar} size={40} />}
        <span className={classes.cardText}>
          <span className={`${classes.cardTitle} truncate`}>{row.title}</span>
          {filled.slice(0, 2).map((column) => (
            <span key={column.id} className={`${classes.cardLine} truncate`}>
              {plainValue(row, column) ?? value(column)}
            </span>
          ))}
        </span>
        {end ? <span className={`${classes.cardEnd} tabular`}>{value(end)}</span> : null}
      </UnstyledButton>
    </>
  );
}

/** Inside a button no link may stand: numbers and addresses are plain there, a swipe calls. */
function plainValue(row: GridRow, column: ShownColumn): string | null {
  return column.field.kind === "email" || column.field.kind === "phone"
    ? String(row.values[column.id] ?? "")
    : null;
}

function SwipeWords({ right, left }: { right: SwipeAction | null; left: SwipeAction | null }) {
  return (
    <>
      {right ? (
        <span className={classes.swipeRight}>
          {right.icon}
          {right.label}
        </span>
      ) : null}
      {left ? (
        <span className={classes.swipeLeft}>
          {left.label}
          {left.icon}
        </span>
      ) : null}
    </>
  );
}

/** The rows of a grid on a phone: cards of a name and two lines, with swipes. */
export function GridCards(props: GridCardsProps) {
  const { lines, columns, hasMore, loadingMore, onEndReached } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const count = lines?.length ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines?.[index]?.kind === "row" ? CARD_HEIGHT : GROUP_HEIGHT),
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && count > 0 && last >= count - FETCH_AHEAD) onEndReached();
  }, [hasMore, loadingMore, last, count, onEndReached]);
  const others = columns.filter((column) => !column.isTitle);
  const end = others.find((column) => isNumeric(column.field.kind));
  const texts = others.filter((column) => column !== end);

  const draw = (line: GridLine) => {
    if (line.kind === "row") return <Card row={line.row} grid={props} lines={texts} end={end} />;
    if (line.kind === "group")
      return (
        <UnstyledButton
          className={`${classes.group} ${classes.cardGroup}`}
          aria-expanded={line.open}
          onClick={() => props.onToggleGroup(line.id)}
        >
          {line.label}
          <span className={classes.groupCount}>{line.count}</span>
          {line.sums ? <span className={classes.groupSums}>{line.sums}</span> : null}
        </UnstyledButton>
      );
    return (
      <UnstyledButton
        className={`${classes.more} ${classes.cardGroup}`}
        onClick={() => props.onMore(line.id)}
      >
        …
      </UnstyledButton>
    );
  };

  return (
    <div className={classes.cards} ref={scroller} aria-busy={lines === undefined || undefined}>
      {lines === undefined
        ? Array.from({ length: 10 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity.
            <div key={index} className={classes.card} aria-hidden="true" data-skeleton>
              <span className={classes.cardText}>
                <span className="skeleton-bar" style={{ width: `${50 + ((index * 17) % 30)}%` }} />
              </span>
            </div>
          ))
        : null}
      <ul aria-label={props.label} style={{ position: "relative", height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const line = lines?.[item.index];
          if (!line) return null;
          return (
            <li
              key={(line.kind === "row" ? line.key : undefined) ?? line.id}
              className={classes.cardSlot}
              style={{ transform: `translateY(${item.start}px)` }}
              data-card-line={item.index}
            >
              {draw(line)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
