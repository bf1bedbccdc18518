import { expect, test } from "vitest";
import { sentenceKey } from "./sentences";

const said = (kind: string, payload: Record<string, unknown> = {}) => sentenceKey({ kind, payload });

test("each kind of event has its sentence", () => {
  expect(said("note.created")).toBe("did.noteCreated");
  expect(said("call.created")).toBe("did.called");
  expect(said("message.created")).toBe("did.message");
  expect(said("contact.created")).toBe("did.created");
  expect(said("organisation.updated")).toBe("did.updated");
  expect(said("deal.deleted")).toBe("did.deleted");
});

test("a move says what it meant for the deal", () => {
  expect(said("deal.moved", { from_status: "open", status: "won" })).toBe("did.won");
  expect(said("deal.moved", { from_status: "open", status: "lost" })).toBe("did.lost");
  expect(said("deal.moved", { from_status: "lost", status: "open" })).toBe("did.reopened");
  expect(said("deal.moved", { from_status: "open", status: "open" })).toBe("did.moved");
});

test("an event of a feature to come is still told", () => {
  expect(said("quote.signed")).toBe("did.other");
});
