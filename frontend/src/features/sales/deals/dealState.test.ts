import { expect, test } from "vitest";
import { createFormatter } from "../../../lib/format";
import { dealState, idleDays, type StateSource } from "./dealState";

const format = createFormatter("fr");
const today = new Date("2026-11-20T10:00:00Z");
const days = (value: string) => format.daysFromToday(value, today);

const deal = (change: Partial<StateSource> = {}): StateSource => ({
  status: "open",
  expected_close_on: "2026-12-18",
  closed_on: null,
  last_interaction_at: "2026-11-18T09:00:00Z",
  stage_entered_at: "2026-11-01T09:00:00Z",
  ...change,
});

test("an open deal with recent activity shows its closing date", () => {
  expect(dealState(deal(), days)).toEqual({ kind: "date", date: "2026-12-18" });
});

test("a passed closing date comes before everything else", () => {
  const late = deal({ expected_close_on: "2026-11-19", last_interaction_at: "2026-09-01T09:00:00Z" });

  expect(dealState(late, days)).toEqual({ kind: "late", days: 1 });
});

test("a deal closing today is not late", () => {
  expect(dealState(deal({ expected_close_on: "2026-11-20" }), days).kind).toBe("date");
});

test("a missing date comes before sleep", () => {
  const undated = deal({ expected_close_on: null, last_interaction_at: "2026-09-01T09:00:00Z" });

  expect(dealState(undated, days)).toEqual({ kind: "undated" });
});

test("fourteen days without activity put a deal to sleep", () => {
  expect(dealState(deal({ last_interaction_at: "2026-11-06T09:00:00Z" }), days)).toEqual({
    kind: "asleep",
    days: 14,
  });
  expect(dealState(deal({ last_interaction_at: "2026-11-07T09:00:00Z" }), days).kind).toBe("date");
});

test("without any activity, sleep counts from the day the stage was entered", () => {
  expect(idleDays(deal({ last_interaction_at: null }), days)).toBe(19);
});

test("a decided deal says when it was decided", () => {
  expect(dealState(deal({ status: "won", closed_on: "2026-11-17" }), days)).toEqual({
    kind: "won",
    date: "2026-11-17",
  });
});
