import { expect, test } from "vitest";
import { completed, matching, mentionQuery, pieces, withIds, withNames } from "./mentionText";

const paul = { id: "01a1fed7-3889-7160-b0df-65fb43ab0d91", name: "Paul Merle" };
const pauline = { id: "01a1fed7-3889-7160-b0df-65fb43ab0d92", name: "Paul Merlevède" };
const elodie = { id: "01a1fed7-3889-7160-b0df-65fb43ab0d93", name: "Élodie Roy" };
const people = [paul, pauline, elodie];

test("names become ids and come back as names", () => {
  const kept = withIds("@Paul Merlevède et @Paul Merle, merci", people);

  expect(kept).toBe(`@[${pauline.id}] et @[${paul.id}], merci`);
  expect(withNames(kept, people)).toBe("@Paul Merlevède et @Paul Merle, merci");
});

test("an address is no mention", () => {
  expect(mentionQuery("écrire à paul@ex", 16)).toBeNull();
  expect(mentionQuery("vu avec @pau", 12)).toBe("pau");
});

test("people are found by the beginning of any name, without accents", () => {
  expect(matching(people, "elo")).toEqual([elodie]);
  expect(matching(people, "merl")).toEqual([paul, pauline]);
});

test("choosing somebody writes the name and puts the caret behind it", () => {
  expect(completed("vu avec @pau hier", 12, "Paul Merle")).toEqual({
    text: "vu avec @Paul Merle hier",
    caret: 20,
  });
});

test("a kept text falls into words and people", () => {
  expect(pieces(`vu @[${paul.id}] hier`)).toEqual([{ text: "vu " }, { id: paul.id }, { text: " hier" }]);
});
