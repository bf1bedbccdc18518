/** A cell by row and column; column 0 is the first one that holds a value. */
export interface Cell {
  row: number;
  column: number;
}

export interface Bounds {
  rows: number;
  columns: number;
  /** Rows in the window, for Page up and Page down. */
  page: number;
}

export interface KeyPress {
  key: string;
  mod?: boolean;
  shift?: boolean;
}

/** What a key asks of a grid while no editor is open. */
export type GridCommand =
  | { kind: "move"; to: Cell }
  | { kind: "edit" }
  | { kind: "open" }
  | { kind: "clear" }
  | { kind: "copy" }
  | { kind: "select"; range: boolean }
  | { kind: "selectAll" }
  | null;

const clamp = (value: number, last: number) => Math.max(0, Math.min(last, value));

/** Stays inside the grid. */
export const within = (cell: Cell, bounds: Bounds): Cell => ({
  row: clamp(cell.row, bounds.rows - 1),
  column: clamp(cell.column, bounds.columns - 1),
});

/** The next cell to the right, going on in the row below at the end (Tab), or back (Shift+Tab); null at an end. */
export function stepCell(cell: Cell, by: 1 | -1, bounds: Bounds): Cell | null {
  const flat = cell.row * bounds.columns + cell.column + by;
  if (flat < 0 || flat >= bounds.rows * bounds.columns) return null;
  return { row: Math.floor(flat / bounds.columns), column: flat % bounds.columns };
}

/** What a key does on a cell. `titleColumn` opens the record with Enter; the others are edited. */
export function gridCommand(press: KeyPress, at: Cell, bounds: Bounds, titleColumn: number): GridCommand {
  const { key, mod = false, shift = false } = press;
  if (bounds.rows === 0) return null;
  const move = (row: number, column: number): GridCommand => ({
    kind: "move",
    to: within({ row, column }, bounds),
  });
  if (mod) {
    if (key === "Home") return move(0, 0);
    if (key === "End") return move(bounds.rows - 1, bounds.columns - 1);
    if (key === "ArrowDown") return move(bounds.rows - 1, at.column);
    if (key === "ArrowUp") return move(0, at.column);
    if (key === "ArrowLeft") return move(at.row, 0);
    if (key === "ArrowRight") return move(at.row, bounds.columns - 1);
    if (key === "c") return { kind: "copy" };
    if (key === "a") return { kind: "selectAll" };
    return key === "Enter" ? { kind: "open" } : null;
  }
  switch (key) {
    case "ArrowDown":
      return move(at.row + 1, at.column);
    case "ArrowUp":
      return move(at.row - 1, at.column);
    case "ArrowLeft":
      return move(at.row, at.column - 1);
    case "ArrowRight":
      return move(at.row, at.column + 1);
    case "Home":
      return move(at.row, 0);
    case "End":
      return move(at.row, bounds.columns - 1);
    case "PageDown":
      return move(at.row + bounds.page, at.column);
    case "PageUp":
      return move(at.row - bounds.page, at.column);
    case "Enter":
      return at.column === titleColumn ? { kind: "open" } : { kind: "edit" };
    case "F2":
      return { kind: "edit" };
    case "Delete":
    case "Backspace":
      return { kind: "clear" };
    case " ":
    case "x":
      return { kind: "select", range: shift };
    default:
      return null;
  }
}
