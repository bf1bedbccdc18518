import { expect, test } from "vitest";
import {
  EVERYTHING,
  isSelected,
  loadedState,
  NOTHING,
  selectedCount,
  selectionBody,
  setSelected,
  toggleLoaded,
  toggleRow,
} from "./selection";

const ids = ["a", "b", "c", "d", "e"];

test("rows are chosen one by one, or from the last click to this one with Shift", () => {
  const one = toggleRow(NOTHING, ids, 1, null);
  const range = toggleRow(one, ids, 3, 1);

  expect(selectionBody(one, null, "")).toEqual({ ids: ["b"] });
  expect(selectionBody(range, null, "")).toEqual({ ids: ["b", "c", "d"] });
  expect(selectedCount(toggleRow(range, ids, 3, 1), 5)).toBe(0);
});

test("the whole list is chosen without knowing its rows, and single ones are excepted", () => {
  const but = setSelected(EVERYTHING, ["c"], false);

  expect(selectedCount(but, 20_000)).toBe(19_999);
  expect(isSelected(but, "z")).toBe(true);
  expect(isSelected(but, "c")).toBe(false);
  expect(selectionBody(but, { and: [{ field: "city", operator: "empty" }] }, "gare")).toEqual({
    filter: { and: [{ field: "city", operator: "empty" }] },
    q: "gare",
    except: ["c"],
  });
  expect(selectionBody(EVERYTHING, null, "")).toEqual({ filter: { and: [] } });
  expect(selectedCount(setSelected(but, ["c"], true), 20_000)).toBe(20_000);
});

test("the box in the head stands for the loaded rows", () => {
  const all = toggleLoaded(NOTHING, ids);

  expect(loadedState(NOTHING, ids)).toBe("none");
  expect(loadedState(toggleRow(NOTHING, ids, 0, null), ids)).toBe("some");
  expect(loadedState(all, ids)).toBe("all");
  expect(toggleLoaded(all, ids)).toEqual(NOTHING);
  expect(toggleLoaded(EVERYTHING, ids)).toEqual(NOTHING);
});
