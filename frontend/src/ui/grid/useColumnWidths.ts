import { type PointerEvent, type RefObject, useCallback } from "react";
import { clampWidth } from "../../lib/grid/columns";
import type { ShownColumn } from "./types";

const FIT_SLACK = 2;

/** Changing widths: by dragging an edge, by fitting to what is shown, by keyboard. */
export function useColumnWidths(
  grid: RefObject<HTMLElement | null>,
  columns: ShownColumn[],
  onWidths: (widths: Record<string, number>) => void,
) {
  /** The widths as drawn: columns that shared the room keep theirs once one is changed by hand. */
  const measured = useCallback((): Record<string, number> => {
    const widths: Record<string, number> = {};
    for (const [index, column] of columns.entries()) {
      const cell = grid.current?.querySelector<HTMLElement>(`[data-head="${index}"]`);
      widths[column.id] = cell ? Math.round(cell.getBoundingClientRect().width) : column.width;
    }
    return widths;
  }, [grid, columns]);

  const resizeStart = useCallback(
    (index: number, event: PointerEvent<HTMLElement>) => {
      const column = columns[index];
      const surface = grid.current;
      if (!column || !surface || event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      const handle = event.currentTarget;
      const widths = measured();
      const before = widths[column.id] ?? column.width;
      const from = event.clientX;
      let width = before;
      const growth = surface.style.getPropertyValue("--grow");
      const apply = () => {
        surface.style.setProperty("--grow", "0");
        for (const [at, each] of columns.entries()) {
          surface.style.setProperty(`--c${at}`, String(each === column ? width : widths[each.id]));
        }
      };
      const move = (moved: globalThis.PointerEvent) => {
        width = clampWidth(before + moved.clientX - from);
        apply();
      };
      const up = () => {
        handle.removeEventListener("pointermove", move);
        handle.removeAttribute("data-active");
        if (width !== before) onWidths({ ...widths, [column.id]: width });
        else surface.style.setProperty("--grow", growth);
      };
      handle.setPointerCapture(event.pointerId);
      handle.setAttribute("data-active", "true");
      handle.addEventListener("pointermove", move);
      handle.addEventListener("pointerup", up, { once: true });
      handle.addEventListener("pointercancel", up, { once: true });
    },
    [grid, columns, measured, onWidths],
  );

  /** As wide as its longest value on screen. */
  const fit = useCallback(
    (index: number) => {
      const column = columns[index];
      const surface = grid.current;
      if (!column || !surface) return;
      const cells = [
        ...surface.querySelectorAll<HTMLElement>(`[data-column="${index}"], [data-head="${index}"]`),
      ];
      const widths = measured();
      const kept = cells.map((cell) => cell.getAttribute("style"));
      for (const cell of cells) Object.assign(cell.style, { flex: "none", width: "max-content" });
      const widest = Math.max(...cells.map((cell) => cell.getBoundingClientRect().width));
      for (const [at, cell] of cells.entries()) cell.style.cssText = kept[at] ?? "";
      onWidths({ ...widths, [column.id]: clampWidth(widest + FIT_SLACK) });
    },
    [grid, columns, measured, onWidths],
  );

  const nudge = useCallback(
    (index: number, by: number) => {
      const column = columns[index];
      if (!column) return;
      const widths = measured();
      onWidths({ ...widths, [column.id]: clampWidth((widths[column.id] ?? column.width) + by) });
    },
    [columns, measured, onWidths],
  );

  return { resizeStart, fit, nudge };
}
