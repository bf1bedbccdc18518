import { expect, test } from "vitest";
import { checkSiren, formatSiren } from "./siren";

test("a SIREN with the right key passes, spaces or not", () => {
  expect(checkSiren("732 829 320")).toBeNull();
  expect(checkSiren("732829320")).toBeNull();
});

test("a wrong key and a missing digit are told apart", () => {
  expect(checkSiren("732829321")).toEqual({ code: "checksum" });
  expect(checkSiren("912 345 67")).toEqual({ code: "length", typed: 8 });
});

test("digits are grouped by three while typing", () => {
  expect(formatSiren("7328293")).toBe("732\u202f829\u202f3");
});
