import { expect, test } from "vitest";
import { frenchTypography, typesetFrench } from "./typography";

test("French sentences get their spaces and apostrophes", () => {
  expect(frenchTypography("Quitter l'éditeur ?")).toBe("Quitter l’éditeur\u202f?");
  expect(frenchTypography("Étape : « Proposition », 60 %")).toBe(
    "Étape\u00a0: «\u00a0Proposition\u00a0», 60\u202f%",
  );
  expect(frenchTypography("48 600 €")).toBe("48 600\u00a0€");
});

test("whole message trees are typeset", () => {
  expect(typesetFrench({ a: { b: "Sûr ?" }, c: "Oui" })).toEqual({ a: { b: "Sûr\u202f?" }, c: "Oui" });
});
