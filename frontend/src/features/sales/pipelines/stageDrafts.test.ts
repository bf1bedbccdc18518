import { expect, test } from "vitest";
import { changed, type EditedStage, faultOf, moved, withNewStage } from "./stageDrafts";

const stage = (key: string, kind: EditedStage["kind"] = "open", probability = 10): EditedStage => ({
  key,
  id: key,
  name: key,
  colour: "#868E96",
  probability,
  kind,
  rotting_days: null,
  required_fields: [],
});
const usual = [stage("lead"), stage("offer", "open", 60), stage("won", "won", 100), stage("lost", "lost", 0)];

test("a new stage comes after the last open one, a bit more probable", () => {
  const after = withNewStage(usual, "Nouvelle étape", "new");

  expect(after.map((each) => each.key)).toEqual(["lead", "offer", "new", "won", "lost"]);
  expect(after[2]).toMatchObject({ probability: 70, kind: "open" });
});

test("a stage that becomes won or lost takes the probability that goes with it", () => {
  expect(changed(usual, "lead", { kind: "won" })[0]?.probability).toBe(100);
  expect(changed(usual, "lead", { kind: "lost" })[0]?.probability).toBe(0);
});

test("stages move within the list and no further", () => {
  expect(moved(usual, 0, 1).map((each) => each.key)).toEqual(["offer", "lead", "won", "lost"]);
  expect(moved(usual, 0, -1)).toBe(usual);
});

test("what keeps stages from being saved is named", () => {
  expect(faultOf(usual)).toBeNull();
  expect(faultOf(changed(usual, "lead", { name: " " }))).toBe("stageNameNeeded");
  expect(faultOf(usual.slice(2))).toBe("needsOpen");
  expect(faultOf(usual.slice(0, 3))).toBe("needsOutcome");
});
