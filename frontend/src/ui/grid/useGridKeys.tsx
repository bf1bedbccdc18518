import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Bounds, type Cell, gridCommand, stepCell, within } from "../../lib/grid/keyboard";
import { EVERYTHING, isSelected, setSelected, toggleRow } from "../../lib/grid/selection";
import { type Shortcut, useShortcuts } from "../../lib/shortcuts";
import { useUiMessages } from "../messages";
import { cellText } from "./CellValue";
import type { EditorProps, GridProps, Onward } from "./types";

interface GridKeysOptions extends GridProps {
  ids: string[];
  scroller: RefObject<HTMLElement | null>;
  scrollTo: (line: number) => void;
  pageRows: () => number;
}

const EDITABLE = "input, textarea, select, [contenteditable='true']";

/** Keys the grid answers by itself; listed in the overlay so that people find them. */
function useListedKeys(group: string, step: (by: 1 | -1) => void): void {
  const t = useUiMessages();
  const shortcuts = useMemo<Shortcut[]>(() => {
    const listed = (keys: string, label: string): Shortcut => ({
      keys,
      label,
      group,
      // The cell under the keyboard answers; elsewhere these keys keep their usual meaning.
      run: () => undefined,
      listedOnly: true,
    });
    return [
      { keys: "j", label: t("action.next"), group, run: () => step(1) },
      { keys: "k", label: t("action.previous"), group, run: () => step(-1) },
      listed("Enter", t("grid.keys.enter")),
      listed("F2", t("grid.keys.edit")),
      listed("Tab", t("grid.keys.tab")),
      listed("Delete", t("grid.keys.clear")),
      listed("x", t("grid.keys.select")),
      listed("mod+a", t("grid.keys.selectAll")),
      listed("mod+c", t("grid.keys.copy")),
      listed("alt+ArrowRight", t("grid.keys.moveColumn")),
      listed("alt+shift+ArrowRight", t("grid.keys.widenColumn")),
    ];
  }, [group, step, t]);
  useShortcuts(shortcuts);
}

/** The cell the keyboard is on, its editor, and every key, click and double click of the grid. */
export function useGridKeys(options: GridKeysOptions) {
  const [active, setActive] = useState<Cell>({ row: 0, column: 0 });
  const [editing, setEditing] = useState(false);
  const anchor = useRef<number | null>(null);
  const latest = useRef(options);
  latest.current = options;
  const place = useRef(active);
  place.current = active;
  const editingNow = useRef(editing);
  editingNow.current = editing;
  const { openId } = options;

  const bounds = useCallback(
    (): Bounds => ({
      rows: latest.current.lines?.length ?? 0,
      columns: latest.current.columns.length,
      page: latest.current.pageRows(),
    }),
    [],
  );

  const focusCell = useCallback((cell: Cell) => {
    setActive(cell);
    latest.current.scrollTo(cell.row);
    // The row may only exist once the virtual window has moved.
    requestAnimationFrame(() => {
      // A double click opens the editor in between: the focus is the editor's.
      if (editingNow.current) return;
      const line = latest.current.scroller.current?.querySelector(`[data-line="${cell.row}"]`);
      const target =
        line?.querySelector<HTMLElement>(`[data-column="${cell.column}"]`) ??
        line?.querySelector<HTMLElement>("[data-column]");
      target?.focus({ preventScroll: true });
      target?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }, []);

  // The row opened by mouse or by the panel's arrows is where the keyboard goes on.
  useEffect(() => {
    if (!openId) return;
    const line = latest.current.lines?.findIndex((each) => each.id === openId) ?? -1;
    if (line < 0) return;
    setActive((cell) => ({ ...cell, row: line }));
    latest.current.scrollTo(line);
  }, [openId]);

  const rowAt = useCallback((line: number) => {
    const found = latest.current.lines?.[line];
    return found?.kind === "row" ? found.row : null;
  }, []);

  const step = useCallback(
    (by: 1 | -1) => {
      const { lines = [], openId: opened, onOpen } = latest.current;
      let next = place.current.row;
      do next += by;
      while (lines[next] && lines[next]?.kind !== "row");
      // At an end the keyboard stays where it is, but it is there.
      if (!rowAt(next)) next = place.current.row;
      const row = rowAt(next);
      if (!row) return;
      if (opened) onOpen(row);
      else focusCell({ row: next, column: place.current.column });
    },
    [focusCell, rowAt],
  );
  useListedKeys(options.label, step);

  const startEditing = useCallback(
    (cell: Cell) => {
      const column = latest.current.columns[cell.column];
      if (!column?.editable || !rowAt(cell.row)) return;
      setActive(cell);
      setEditing(true);
      editingNow.current = true;
    },
    [rowAt],
  );

  const leaveEditor = useCallback(
    (onward: Onward) => {
      setEditing(false);
      editingNow.current = false;
      const at = place.current;
      const next =
        onward === "down"
          ? within({ row: at.row + 1, column: at.column }, bounds())
          : onward === "right" || onward === "left"
            ? (stepCell(at, onward === "right" ? 1 : -1, bounds()) ?? at)
            : at;
      focusCell(next);
    },
    [bounds, focusCell],
  );

  const row = rowAt(active.row);
  const column = options.columns[active.column];
  const editor = useCallback(() => {
    if (!row || !column) return null;
    const editorProps: EditorProps = {
      row,
      column,
      onCancel: () => leaveEditor("stay"),
      onSave: (value, onward, label) => {
        leaveEditor(onward);
        const before = row.values[column.id] ?? null;
        if (JSON.stringify(before) !== JSON.stringify(value ?? null))
          latest.current.onSaveCell(row, column, value, label);
      },
    };
    return latest.current.editor(editorProps);
  }, [row, column, leaveEditor]);

  const toggleSelected = (line: number, range: boolean) => {
    const { selection, onSelection, ids, lines } = latest.current;
    const id = lines?.[line]?.id;
    if (!selection || id === undefined || !rowAt(line)) return;
    const index = ids.indexOf(id);
    onSelection(toggleRow(selection, ids, index, range ? anchor.current : null));
    anchor.current = index;
  };

  const run = (event: KeyboardEvent) => {
    const at = place.current;
    const titleColumn = options.columns.findIndex((each) => each.isTitle);
    const press = { key: event.key, mod: event.ctrlKey || event.metaKey, shift: event.shiftKey };
    const line = latest.current.lines?.[at.row];
    if (line && line.kind !== "row" && ["Enter", " ", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      if (line.kind === "more") options.onMore(line.id);
      else if (event.key === "Enter" || event.key === " " || (event.key === "ArrowRight") !== line.open)
        options.onToggleGroup(line.id);
      return true;
    }
    const command = gridCommand(press, at, bounds(), titleColumn);
    const current = rowAt(at.row);
    const cell = options.columns[at.column];
    switch (command?.kind) {
      case "move":
        if (event.shiftKey && command.to.row !== at.row && options.selection && current) {
          const next = rowAt(command.to.row);
          options.onSelection(setSelected(options.selection, [current.id, ...(next ? [next.id] : [])], true));
        }
        focusCell(command.to);
        return true;
      case "open":
        if (current) options.onOpen(current);
        return true;
      case "edit":
        if (current && !cell?.editable) options.onOpen(current);
        else startEditing(at);
        return true;
      case "clear":
        if (current && cell?.editable && !cell.field.required && cell.field.kind !== "boolean")
          options.onSaveCell(current, cell, Array.isArray(current.values[cell.id]) ? [] : null, null);
        return true;
      case "copy":
        if (window.getSelection()?.toString()) return false;
        if (current && cell) void navigator.clipboard?.writeText(cellText(current, cell));
        return true;
      case "select":
        toggleSelected(at.row, command.range);
        return options.selection !== null;
      case "selectAll":
        if (options.selection) options.onSelection(EVERYTHING);
        return options.selection !== null;
      default:
        return false;
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || event.altKey || !target.closest("[data-column]")) return;
    if (target.matches(EDITABLE) || target.closest("[role='dialog'], [role='listbox']")) return;
    if (!run(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const cellOf = (target: EventTarget): Cell | null => {
    const element = (target as HTMLElement).closest<HTMLElement>("[data-column]");
    const line = element?.closest<HTMLElement>("[data-line]");
    if (!element || !line) return null;
    return { row: Number(line.dataset.line), column: Number(element.dataset.column) };
  };

  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const check = target.closest("[data-check]");
    if (check) {
      toggleSelected(Number(check.closest<HTMLElement>("[data-line]")?.dataset.line), event.shiftKey);
      return;
    }
    const cell = cellOf(target);
    if (!cell || target.closest("[data-reach], [data-editing]")) return;
    setEditing(false);
    editingNow.current = false;
    const clicked = rowAt(cell.row);
    if (!clicked) {
      setActive(cell);
      return;
    }
    const again = place.current.row === cell.row && place.current.column === cell.column;
    focusCell(cell);
    if (target.closest("[data-open-record]") || openId) options.onOpen(clicked);
    else if (again && event.detail === 1 && latest.current.columns[cell.column]?.field.kind === "boolean")
      startEditing(cell);
  };

  const onDoubleClick = (event: MouseEvent) => {
    const cell = cellOf(event.target);
    if (!cell || (event.target as HTMLElement).closest("[data-reach], [data-editing], [data-open-record]"))
      return;
    startEditing(cell);
  };

  const onPointerOver = (event: PointerEvent) => {
    if (!options.onHover || event.pointerType !== "mouse") return;
    if (!(event.target as HTMLElement).closest("[data-open-record]")) return;
    const cell = cellOf(event.target);
    const hovered = cell && rowAt(cell.row);
    if (hovered) options.onHover(hovered);
  };

  const onFocus = (event: FocusEvent) => {
    if (editing) return;
    const cell = cellOf(event.target);
    if (cell && (cell.row !== place.current.row || cell.column !== place.current.column)) setActive(cell);
  };

  const { selection } = options;
  return {
    active,
    editing,
    editor,
    isSelected: (id: string) => selection !== null && isSelected(selection, id),
    onKeyDown,
    onClick,
    onDoubleClick,
    onPointerOver,
    onFocus,
  };
}
