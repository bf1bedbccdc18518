import { expect, test } from "vitest";
import { parseAmount } from "./parseAmount";

test.each([
  ["48600", "48600.00"],
  ["48 600", "48600.00"],
  ["48\u202f600,50 €", "48600.50"],
  ["48,600.50", "48600.50"],
  ["1.234,5", "1234.50"],
  ["48,600", "48600.00"],
  ["0", "0.00"],
  [",5", "0.50"],
])("%s is read as %s", (typed, amount) => {
  expect(parseAmount(typed)).toBe(amount);
});

test.each(["", "abc", "-5", "12a", "1234567890123"])("%s is no amount", (typed) => {
  expect(parseAmount(typed)).toBeNull();
});
