import { expect, test } from "vitest";
import type { Role } from "../queries";
import { differences, nearestBase, nextLevel, stepLevel, withLevel } from "./rules";

const role = (id: string, permissions: Role["permissions"]): Role => ({
  id,
  key: id,
  name: id,
  purpose: null,
  built_in: true,
  permissions,
  members: 0,
});

test("a click goes through every level and starts again", () => {
  expect(nextLevel("none")).toBe("own");
  expect(nextLevel("own")).toBe("team");
  expect(nextLevel("team")).toBe("all");
  expect(nextLevel("all")).toBe("none");
  expect(nextLevel("none", -1)).toBe("all");
});

test("arrows stop at the ends", () => {
  expect(stepLevel("all", 1)).toBe("all");
  expect(stepLevel("none", -1)).toBe("none");
  expect(stepLevel("own", 1)).toBe("team");
});

test("taking a permission away removes it from the grants", () => {
  expect(withLevel({ "deal.see": "all", "deal.edit": "own" }, "deal.edit", "none")).toEqual({
    "deal.see": "all",
  });
  expect(withLevel({}, "deal.edit", "team")).toEqual({ "deal.edit": "team" });
});

test("differences name what only one role has and what reaches further", () => {
  const first = { "deal.see": "all", "deal.edit": "own" } as const;
  const second = { "deal.see": "team", "deal.edit": "own", "contact.see": "own" } as const;
  expect(differences(first, second)).toEqual(["contact.see", "deal.see"]);
});

test("a custom role is compared with the built-in one it resembles most", () => {
  const sales = role("sales", { "deal.see": "team", "deal.edit": "team" });
  const reader = role("read_only", { "deal.see": "all" });
  expect(nearestBase({ "deal.see": "team", "deal.edit": "own" }, [reader, sales])?.id).toBe("sales");
  expect(nearestBase({}, [])).toBeNull();
});
