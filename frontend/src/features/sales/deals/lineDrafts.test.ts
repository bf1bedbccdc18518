import { expect, test } from "vitest";
import { emptyLine, lineIn, netOf, plainNumber, totalOf } from "./lineDrafts";

const line = (quantity: string, unit_price: string, discount_percent = "0") => ({
  ...emptyLine(),
  name: "Conseil",
  quantity,
  unit_price,
  discount_percent,
});

test("a line is worth quantity times price less the discount, rounded once", () => {
  const lines = [line("12,5", "95,00"), line("3", "49,99", "10"), line("7", "18,333")];

  expect(lines.map(netOf)).toEqual([1187.5, 134.97, 128.33]);
  expect(totalOf(lines)).toBe(1450.8);
});

test("numbers are typed the French way and sent plainly", () => {
  expect(plainNumber("1 250,50")).toBe("1250.50");
  expect(lineIn(line("2", "", "")).unit_price).toBeNull();
  expect(lineIn(line("", "10")).quantity).toBe("1");
});
