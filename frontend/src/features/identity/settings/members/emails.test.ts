import { expect, test } from "vitest";
import { readEmails } from "./emails";

test("a pasted list is read whatever separates the addresses", () => {
  const text = "Zoé Martin <Zoe@Exemple.fr>, paul@exemple.fr; louis@exemple.fr\npaul@exemple.fr";
  expect(readEmails(text)).toEqual({
    valid: ["zoe@exemple.fr", "paul@exemple.fr", "louis@exemple.fr"],
    wrong: [],
  });
});

test("what is no address is named", () => {
  expect(readEmails("louis@exemple, @x.fr")).toEqual({ valid: [], wrong: ["louis@exemple", "@x.fr"] });
  expect(readEmails("  ")).toEqual({ valid: [], wrong: [] });
});
