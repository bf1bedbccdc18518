import { expect, test } from "vitest";
import type { ImportAssociation, ImportColumn, ImportDetails } from "./queries";
import {
  confidenceOf,
  filledShare,
  importableRows,
  mappingProblems,
  modeOf,
  progressOf,
  remainingSeconds,
  rulesOf,
  shownStep,
  undoableUntil,
  unsettled,
} from "./rules";

const column = (change: Partial<ImportColumn>): ImportColumn => ({
  index: 0,
  header: "Mail",
  samples: [],
  filled: 0,
  field: "email",
  confidence: 1,
  ...change,
});

const details = (change: Partial<ImportDetails>): ImportDetails =>
  ({
    status: "done",
    columns: [],
    fixed: [],
    rows_total: 1_420,
    rows_done: 812,
    created: 800,
    updated: 12,
    restored: 0,
    change_set_id: "c",
    created_at: "2026-11-01T10:00:00Z",
    started_at: "2026-11-01T10:00:00Z",
    finished_at: "2026-11-01T10:01:00Z",
    ...change,
  }) as ImportDetails;

test("one may go back to the mapping until the import has started", () => {
  expect(shownStep("mapping", undefined)).toBe("mapping");
  expect(shownStep("ready", undefined)).toBe("check");
  expect(shownStep("ready", "mapping")).toBe("mapping");
  expect(shownStep("running", "mapping")).toBe("run");
  expect(shownStep("undone", undefined)).toBe("run");
});

test("a column is sure, to be checked, or left out", () => {
  expect(confidenceOf(column({ confidence: 0.9 }))).toBe("sure");
  expect(confidenceOf(column({ confidence: 0.6 }))).toBe("check");
  expect(confidenceOf(column({ field: null, confidence: 0 }))).toBe("ignored");
});

test("a field aimed at twice and a missing value for all rows keep the check from starting", () => {
  const twice = details({ columns: [column({}), column({ index: 1 }), column({ index: 2, field: null })] });
  expect(mappingProblems(twice)).toEqual([{ kind: "twice", field: "email" }]);

  const fixed = [{ field: "pipeline_id", label: "Pipeline", required: true, value: null, options: [] }];
  expect(mappingProblems(details({ fixed }))).toEqual([{ kind: "missing", field: "Pipeline" }]);
  expect(mappingProblems(details({ columns: [column({})] }))).toEqual([]);
});

test("the button counts created, updated and restored rows only", () => {
  expect(importableRows({ create: 1_184, update: 236, restore: 3, identical: 41, skip: 4, refuse: 12 })).toBe(
    1_423,
  );
});

test("the time left follows the pace so far", () => {
  const start = Date.parse("2026-11-01T10:00:00Z");
  expect(remainingSeconds(details({ rows_done: 710 }), start + 20_000)).toBe(20);
  expect(remainingSeconds(details({ rows_done: 0 }), start + 20_000)).toBeNull();
  expect(remainingSeconds(details({ started_at: null }), start)).toBeNull();
});

test("an import can be undone for thirty days, unless it wrote nothing or is undone", () => {
  expect(undoableUntil(details({}))?.toISOString()).toBe("2026-12-01T10:01:00.000Z");
  expect(undoableUntil(details({ status: "undone" }))).toBeNull();
  expect(undoableUntil(details({ created: 0, updated: 0 }))).toBeNull();
  expect(undoableUntil(details({ status: "running" }))).toBeNull();
});

test("an empty file has no filled columns", () => {
  expect(filledShare(column({ filled: 3 }), 4)).toBe(75);
  expect(filledShare(column({ filled: 0 }), 0)).toBe(0);
});

test("undoing counts the records written, not the rows of the file", () => {
  const undo = { undone: 300, conflicts: 12, conflict_list: [] };
  expect(progressOf(details({ status: "undoing", undo }))).toEqual({ done: 312, total: 812 });
  expect(progressOf(details({ status: "running" }))).toEqual({ done: 812, total: 1_420 });
});

test("the three modes are two rules", () => {
  expect(modeOf({ when_matched: "update", when_new: "create" })).toBe("both");
  expect(modeOf({ when_matched: "skip", when_new: "create" })).toBe("create");
  expect(modeOf({ when_matched: "update", when_new: "skip" })).toBe("update");
  expect(modeOf({ when_matched: "create", when_new: "create" })).toBe("always");
  expect(rulesOf("update")).toEqual({ when_matched: "update", when_new: "skip" });
});

test("values matched to an existing one no longer count as unknown", () => {
  const values = [{ action: "match" }, { action: "match" }, { action: "create" }, { action: "empty" }];
  expect(unsettled({ unknown: 4, values } as ImportAssociation)).toBe(2);
});
