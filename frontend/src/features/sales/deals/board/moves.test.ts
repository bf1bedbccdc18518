import { expect, test } from "vitest";
import type { Stage } from "../../pipelines/queries";
import { isSamePlace, moveCard, neighbours } from "./moves";
import { stayingCount, stepPlace } from "./places";
import type { Board, DealCardData } from "./queries";

const stage = (id: string, probability: number, kind: Stage["kind"] = "open"): Stage => ({
  id,
  name: id,
  colour: "#868E96",
  position: 0,
  probability,
  kind,
  rotting_days: null,
  required_fields: [],
});
const stages = [stage("lead", 10), stage("pitch", 40), stage("won", 100, "won")];

const card = (id: string, stageId: string, amount: string, probability: number): DealCardData => ({
  id,
  version: 1,
  name: id,
  organisation_id: null,
  organisation_name: null,
  stage_id: stageId,
  status: "open",
  amount,
  currency: "EUR",
  probability,
  expected_close_on: null,
  closed_on: null,
  owner_id: null,
  owner_name: null,
  position: 0,
  stage_entered_at: "2026-11-01T09:00:00Z",
  last_interaction_at: null,
  next_activity_at: null,
  rotting: false,
});

const board = (): Board => ({
  stages: [
    {
      stage_id: "lead",
      count: 2,
      amount: "300.10",
      weighted_amount: "30.01",
      apart: [],
      cards: [card("a", "lead", "100.10", 10), card("b", "lead", "200.00", 10)],
      next_cursor: null,
    },
    {
      stage_id: "pitch",
      count: 1,
      amount: "50.00",
      weighted_amount: "20.00",
      apart: [],
      cards: [card("c", "pitch", "50.00", 40)],
      next_cursor: null,
    },
    {
      stage_id: "won",
      count: 0,
      amount: "0.00",
      weighted_amount: "0.00",
      apart: [],
      cards: [],
      next_cursor: null,
    },
  ],
  open_count: 3,
  open_amount: "350.10",
  weighted_amount: "50.01",
  apart: [],
  currency: "EUR",
});

test("moving a card moves its amount and its weight with it", () => {
  const after = moveCard(board(), stages, "a", { stageId: "pitch", index: 1 }, "2026-11-20");

  expect(after.stages.map((column) => [column.count, column.amount, column.weighted_amount])).toEqual([
    [1, "200.00", "20.00"],
    [2, "150.10", "60.04"],
    [0, "0.00", "0.00"],
  ]);
  expect(after.stages[1]?.cards.map((each) => each.id)).toEqual(["c", "a"]);
  expect([after.open_count, after.open_amount, after.weighted_amount]).toEqual([3, "350.10", "80.04"]);
});

test("a card put among the won ones leaves the open totals and is dated", () => {
  const after = moveCard(board(), stages, "b", { stageId: "won", index: 0 }, "2026-11-20");

  expect([after.open_count, after.open_amount]).toEqual([2, "150.10"]);
  expect(after.stages[2]?.cards[0]).toMatchObject({
    status: "won",
    closed_on: "2026-11-20",
    probability: 100,
  });
});

test("a probability set by hand survives a move", () => {
  const shown = board();
  const own = shown.stages[0]?.cards[0];
  if (own) own.probability = 75;

  const after = moveCard(shown, stages, "a", { stageId: "pitch", index: 0 }, "2026-11-20");

  expect(after.stages[1]?.cards[0]?.probability).toBe(75);
});

test("within a column only the order changes", () => {
  const after = moveCard(board(), stages, "a", { stageId: "lead", index: 1 }, "2026-11-20");

  expect(after.stages[0]?.cards.map((each) => each.id)).toEqual(["b", "a"]);
  expect(after.stages[0]).toMatchObject({ count: 2, amount: "300.10", weighted_amount: "30.01" });
});

test("the server is told the neighbour, the moving card not counted", () => {
  expect(neighbours(board(), "a", { stageId: "lead", index: 1 })).toEqual({ after_id: "b" });
  expect(neighbours(board(), "b", { stageId: "lead", index: 0 })).toEqual({ before_id: "a" });
  expect(neighbours(board(), "a", { stageId: "won", index: 0 })).toEqual({});
});

test("dropping a card where it was changes nothing", () => {
  expect(isSamePlace(board(), "b", { stageId: "lead", index: 1 })).toBe(true);
  expect(isSamePlace(board(), "b", { stageId: "lead", index: 0 })).toBe(false);
});

test("arrow keys stay inside the board", () => {
  const shown = board();

  expect(stepPlace(shown, "b", { stageId: "lead", index: 1 }, "ArrowDown")).toEqual({
    stageId: "lead",
    index: 1,
  });
  expect(stepPlace(shown, "b", { stageId: "lead", index: 1 }, "ArrowRight")).toEqual({
    stageId: "pitch",
    index: 1,
  });
  expect(stepPlace(shown, "b", { stageId: "pitch", index: 1 }, "ArrowRight")).toEqual({
    stageId: "won",
    index: 0,
  });
  expect(stepPlace(shown, "b", { stageId: "lead", index: 0 }, "ArrowLeft")).toEqual({
    stageId: "lead",
    index: 0,
  });
  expect(stayingCount(shown, "lead", "a")).toBe(1);
});
