import { expect, test } from "vitest";
import { previewKind } from "./rules";

test("pictures and PDF are shown, whatever could run is not", () => {
  expect(previewKind("image/png")).toBe("image");
  expect(previewKind("application/pdf; charset=binary")).toBe("pdf");
  expect(previewKind("image/svg+xml")).toBeNull();
  expect(previewKind("text/html")).toBeNull();
});
