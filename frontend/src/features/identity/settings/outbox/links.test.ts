import { expect, test } from "vitest";
import { textParts } from "./links";

test("addresses are cut out of a text without the point that ends the sentence", () => {
  expect(textParts("Ouvrez http://localhost:8000/invitation/abc.\nMerci")).toEqual([
    { text: "Ouvrez ", link: false },
    { text: "http://localhost:8000/invitation/abc", link: true },
    { text: ".\nMerci", link: false },
  ]);
  expect(textParts("Rien ici")).toEqual([{ text: "Rien ici", link: false }]);
});
