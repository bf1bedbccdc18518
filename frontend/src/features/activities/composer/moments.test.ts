import { expect, test } from "vitest";
import { asMinutes, fromLocalInput, secondsOf, toLocalInput } from "./moments";

test("a length is read as people write it, minutes first", () => {
  expect(["4", "4:30", "4 min 30", "1:02:10", "1h05", ""].map(secondsOf)).toEqual([
    240, 270, 270, 3730, 3900, 0,
  ]);
});

test("what is no length is refused", () => {
  expect(["long", "1:2:3:4", "99:00:00"].map(secondsOf)).toEqual([null, null, null]);
});

test("seconds come back as minutes", () => {
  expect([asMinutes(270), asMinutes(0)]).toEqual(["4:30", ""]);
});

test("a moment survives its way through a date field", () => {
  const at = "2026-03-02T09:30:00.000Z";

  expect(fromLocalInput(toLocalInput(at))).toBe(at);
  expect(fromLocalInput("")).toBeNull();
});
