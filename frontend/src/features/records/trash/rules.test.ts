import { expect, test } from "vitest";
import { daysLeft } from "./rules";

test("a record stays thirty days in the trash", () => {
  const deleted = "2026-11-01T10:00:00Z";
  expect(daysLeft(deleted, Date.parse("2026-11-01T12:00:00Z"))).toBe(30);
  expect(daysLeft(deleted, Date.parse("2026-11-30T12:00:00Z"))).toBe(1);
  expect(daysLeft(deleted, Date.parse("2027-01-01T12:00:00Z"))).toBe(0);
});
