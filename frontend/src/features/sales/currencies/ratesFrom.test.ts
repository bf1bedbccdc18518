import { expect, test } from "vitest";
import { ratesFrom } from "./ratesFrom";

test("pasted lines become rates, whatever their separators and dates", () => {
  const text = "usd 20/11/2026 0,92\nCHF;2026-11-20;1.07\n\nGBP\t2026-01-01\t1,17";

  expect(ratesFrom(text)).toEqual({
    rates: [
      { currency: "USD", valid_on: "2026-11-20", rate: "0.92" },
      { currency: "CHF", valid_on: "2026-11-20", rate: "1.07" },
      { currency: "GBP", valid_on: "2026-01-01", rate: "1.17" },
    ],
    unread: null,
  });
});

test("a line that is no rate stops everything and is shown", () => {
  expect(ratesFrom("USD 2026-11-20 0,92\ndollar 0,92")).toEqual({ rates: [], unread: "dollar 0,92" });
});
