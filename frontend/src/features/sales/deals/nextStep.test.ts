import { expect, test } from "vitest";
import { createFormatter } from "../../../lib/format";
import type { Stage } from "../pipelines/queries";
import { daysAfter, nextStep } from "./nextStep";

const format = createFormatter("fr");
const today = new Date("2026-11-20T10:00:00Z");
const days = (value: string) => format.daysFromToday(value, today);

const stage = (id: string, kind: Stage["kind"] = "open"): Stage => ({
  id,
  name: id,
  colour: "#868E96",
  position: 0,
  probability: 10,
  kind,
  rotting_days: null,
  required_fields: [],
});
const stages = [stage("lead"), stage("pitch"), stage("won", "won"), stage("lost", "lost")];
const claire = { id: "c1", name: "Claire Vasseur" };

const deal = (change: object = {}) => ({
  status: "open" as const,
  expected_close_on: "2026-12-18",
  closed_on: null,
  last_interaction_at: "2026-11-18T09:00:00Z",
  stage_entered_at: "2026-11-10T09:00:00Z",
  lost_reason: null,
  stage_id: "lead",
  stage_name: "lead",
  contacts: [claire],
  ...change,
});

test("a sleeping deal is woken by calling its first contact", () => {
  const step = nextStep(deal({ last_interaction_at: "2026-10-31T09:00:00Z" }), stages, days);

  expect(step).toEqual({ kind: "asleep", days: 20, contact: claire });
});

test("a deal without anybody asks for a contact first", () => {
  expect(nextStep(deal({ contacts: [] }), stages, days)).toEqual({ kind: "contact" });
});

test("a healthy deal moves to the stage after its own", () => {
  expect(nextStep(deal(), stages, days)).toMatchObject({ kind: "advance", days: 10, next: stages[1] });
});

test("the last open stage leads to the won one, never to the lost one", () => {
  expect(nextStep(deal({ stage_id: "pitch" }), stages, days)).toMatchObject({ next: stages[2] });
});

test("a lost deal recalls its reason", () => {
  const lost = deal({ status: "lost", lost_reason: "Prix" });

  expect(nextStep(lost as never, stages, days)).toEqual({ kind: "lost", reason: "Prix" });
});

test("dates are proposed across the end of a month", () => {
  expect(daysAfter(14, new Date(2026, 10, 20))).toBe("2026-12-04");
});
