import { expect, test } from "vitest";
import { gridCommand, stepCell } from "./keyboard";
import { fromLocalInput, parseDecimal, toLocalInput } from "./parse";

const bounds = { rows: 100, columns: 4, page: 20 };
const at = { row: 10, column: 2 };
const moved = (key: string, mod = false) => {
  const command = gridCommand({ key, mod }, at, bounds, 0);
  return command?.kind === "move" ? [command.to.row, command.to.column] : command?.kind;
};

test("arrows, pages and ends move inside the grid", () => {
  expect(moved("ArrowDown")).toEqual([11, 2]);
  expect(moved("ArrowLeft")).toEqual([10, 1]);
  expect(moved("PageUp")).toEqual([0, 2]);
  expect(moved("PageDown")).toEqual([30, 2]);
  expect(moved("End")).toEqual([10, 3]);
  expect(moved("End", true)).toEqual([99, 3]);
  expect(moved("ArrowUp", true)).toEqual([0, 2]);
});

test("Enter opens from the name and edits elsewhere; F2 edits everywhere", () => {
  expect(gridCommand({ key: "Enter" }, { row: 0, column: 0 }, bounds, 0)).toEqual({ kind: "open" });
  expect(gridCommand({ key: "Enter" }, at, bounds, 0)).toEqual({ kind: "edit" });
  expect(gridCommand({ key: "F2" }, { row: 0, column: 0 }, bounds, 0)).toEqual({ kind: "edit" });
  expect(gridCommand({ key: "Enter", mod: true }, at, bounds, 0)).toEqual({ kind: "open" });
});

test("space and x choose a row, Delete empties a cell, other letters belong to the page", () => {
  expect(gridCommand({ key: " ", shift: true }, at, bounds, 0)).toEqual({ kind: "select", range: true });
  expect(gridCommand({ key: "x" }, at, bounds, 0)).toEqual({ kind: "select", range: false });
  expect(gridCommand({ key: "Delete" }, at, bounds, 0)).toEqual({ kind: "clear" });
  expect(gridCommand({ key: "a", mod: true }, at, bounds, 0)).toEqual({ kind: "selectAll" });
  expect(gridCommand({ key: "j" }, at, bounds, 0)).toBeNull();
  expect(gridCommand({ key: "ArrowDown" }, at, { ...bounds, rows: 0 }, 0)).toBeNull();
});

test("Tab goes on in the next row and stops at both ends", () => {
  expect(stepCell({ row: 10, column: 3 }, 1, bounds)).toEqual({ row: 11, column: 0 });
  expect(stepCell({ row: 10, column: 0 }, -1, bounds)).toEqual({ row: 9, column: 3 });
  expect(stepCell({ row: 99, column: 3 }, 1, bounds)).toBeNull();
  expect(stepCell({ row: 0, column: 0 }, -1, bounds)).toBeNull();
});

test("numbers are understood as they are typed in French and in English", () => {
  expect(parseDecimal("1 234,50 €")).toBe("1234.50");
  expect(parseDecimal("1,234.50")).toBe("1234.50");
  expect(parseDecimal("-12")).toBe("-12");
  expect(parseDecimal("12 %")).toBe("12");
  expect(parseDecimal("douze")).toBeNull();
  expect(parseDecimal("")).toBeNull();
});

test("a moment goes to its input and back without moving", () => {
  const moment = "2026-11-20T10:30:00.000Z";

  expect(fromLocalInput(toLocalInput(moment))).toBe(moment);
  expect(fromLocalInput("")).toBeNull();
});
