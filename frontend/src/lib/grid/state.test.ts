import { expect, test } from "vitest";
import { moveColumn, pinUpTo, readColumns, setWidth, writeColumns } from "./columns";
import { isChanged, readSort, resolveState, toggleSort, type ViewState, writeState } from "./state";

const view: ViewState = {
  filter: { and: [{ field: "city", operator: "is", value: "Lyon" }] },
  sort: "-amount,name",
  columns: [{ field: "name", pinned: true }, { field: "city" }, { field: "amount", width: 140 }],
  groupBy: "kind",
};

test("columns are written shortly and read back the same", () => {
  const text = writeColumns([{ field: "name", width: 260, pinned: true }, { field: "custom.budget" }]);

  expect(text).toBe("name:260p,custom.budget");
  expect(readColumns(text)).toEqual([
    { field: "name", width: 260, pinned: true },
    { field: "custom.budget" },
  ]);
  expect(readColumns("")).toBeNull();
  expect(readColumns("name:99999p,<script>,city:3")).toEqual([{ field: "city", width: 64 }]);
});

test("the address says nothing while the view is as it was saved", () => {
  const state = resolveState(view, {});

  expect(state.sort).toEqual([
    { field: "amount", descending: true },
    { field: "name", descending: false },
  ]);
  expect(writeState(view, state)).toEqual({
    filter: undefined,
    sort: undefined,
    columns: undefined,
    group: undefined,
  });
  expect(isChanged(view, state)).toBe(false);
});

test("what was taken away is written too, and read back as nothing", () => {
  const url = writeState(view, { ...resolveState(view, {}), filter: null, sort: [], groupBy: null });

  expect(url).toEqual({ filter: { and: [] }, sort: "none", columns: undefined, group: "none" });
  const state = resolveState(view, url);
  expect(state).toMatchObject({ filter: null, sort: [], groupBy: null });
  expect(isChanged(view, state)).toBe(true);
});

test("equal filters are equal whatever the order of their keys", () => {
  const other = { and: [{ value: "Lyon", operator: "is", field: "city" }] };

  expect(isChanged(view, { ...resolveState(view, {}), filter: other })).toBe(false);
});

test("a header sorts up, down, then not; with Shift it joins the others, three at most", () => {
  const up = toggleSort([], "name", false);
  const down = toggleSort(up, "name", false);

  expect(up).toEqual([{ field: "name", descending: false }]);
  expect(down).toEqual([{ field: "name", descending: true }]);
  expect(toggleSort(down, "name", false)).toEqual([]);
  expect(toggleSort(down, "city", true)).toEqual([
    { field: "name", descending: true },
    { field: "city", descending: false },
  ]);
  const four = ["a", "b", "c", "d"].reduce((steps, name) => toggleSort(steps, name, true), readSort(""));
  expect(four.map((step) => step.field)).toEqual(["a", "b", "d"]);
  expect(readSort("-amount,na<me,city")).toEqual([
    { field: "amount", descending: true },
    { field: "city", descending: false },
  ]);
});

test("columns move by drag, pinned ones stay first, and pinning takes all before", () => {
  const { columns } = view;

  expect(moveColumn(columns, "amount", 1).map((column) => column.field)).toEqual(["name", "amount", "city"]);
  expect(moveColumn(columns, "city", 0).map((column) => column.field)).toEqual(["name", "city", "amount"]);
  expect(pinUpTo(columns, "city").map((column) => Boolean(column.pinned))).toEqual([true, true, false]);
  expect(pinUpTo(columns, "name").map((column) => Boolean(column.pinned))).toEqual([false, false, false]);
  expect(setWidth(columns, "city", 9_000)[1]?.width).toBe(640);
});
