import { expect, test } from "vitest";
import { nameParts, previewKind } from "./rules";

test("pictures and PDF are shown, whatever could run is not", () => {
  expect(previewKind("image/png")).toBe("image");
  expect(previewKind("application/pdf; charset=binary")).toBe("pdf");
  expect(previewKind("image/svg+xml")).toBeNull();
  expect(previewKind("text/html")).toBeNull();
});

test("texts are shown as text, e-mails too", () => {
  expect(["text/plain", "text/csv; charset=utf-8", "message/rfc822"].map(previewKind)).toEqual([
    "text",
    "text",
    "text",
  ]);
});

test("a name falls into what can be changed and the ending that stays", () => {
  expect([nameParts("devis.final.pdf"), nameParts("LISEZMOI"), nameParts(".env")]).toEqual([
    ["devis.final", ".pdf"],
    ["LISEZMOI", ""],
    [".env", ""],
  ]);
});
