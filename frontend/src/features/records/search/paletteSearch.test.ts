import { expect, test } from "vitest";
import { inScope, subtitleOf } from "./paletteSearch";
import type { Hit } from "./queries";

const contact: Hit = {
  object: "contact",
  id: "1",
  title: "Claire Vasseur",
  subtitle: "Groupe Solhène",
  matched: "06 39 98 20 74",
};

test("@ keeps people only", () => {
  expect(inScope(contact, "people", "claire")).toBe(true);
  expect(inScope({ ...contact, object: "deal" }, "people", "claire")).toBe(false);
});

test("# keeps what holds the digits in any notation", () => {
  expect(inScope(contact, "numbers", "0639 98")).toBe(true);
  expect(inScope(contact, "numbers", "0711")).toBe(false);
});

test("what found the record is shown only when its name does not say it", () => {
  expect(subtitleOf(contact, "vass")).toBe("Groupe Solhène");
  expect(subtitleOf(contact, "0639982074")).toBe("Groupe Solhène, 06 39 98 20 74");
  expect(subtitleOf({ ...contact, subtitle: "" }, "0639982074")).toBe("06 39 98 20 74");
});
