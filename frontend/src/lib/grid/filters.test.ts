import { expect, test } from "vitest";
import {
  appendTo,
  both,
  completeOnly,
  fieldPlace,
  filterOn,
  freshLeaf,
  isComplete,
  joinBy,
  leavesOf,
  nodeAt,
  readFilter,
  replaceAt,
  valueFor,
  withOperator,
} from "./filters";
import type { FilterGroup, GridField, GridObject } from "./types";

const city = { field: "city", operator: "is", value: "Lyon" };
const kind = { field: "kind", operator: "any_of", value: ["client"] };
const late = { field: "closed_on", operator: "empty" };
const nested: FilterGroup = { and: [city, { or: [kind, late] }] };

const field = (name: string, kindOf: string, more: Partial<GridField> = {}): GridField => ({
  name,
  kind: kindOf,
  label: name,
  target: null,
  choices: [],
  required: false,
  writable: true,
  sortable: true,
  filterable: true,
  groupable: true,
  operators: ["is", "contains", "empty"],
  custom: false,
  ...more,
});

test("a condition is complete once its operator has the value it asks for", () => {
  expect(isComplete(city)).toBe(true);
  expect(isComplete({ field: "city", operator: "is", value: "" })).toBe(false);
  expect(isComplete({ field: "city", operator: "empty" })).toBe(true);
  expect(isComplete({ field: "kind", operator: "any_of", value: [] })).toBe(false);
  expect(isComplete({ field: "amount", operator: "between", value: ["10", ""] })).toBe(false);
  expect(isComplete({ field: "amount", operator: "between", value: ["10", "20"] })).toBe(true);
  expect(isComplete({ field: "d", operator: "within_last", value: { amount: 0, unit: "day" } })).toBe(false);
  expect(isComplete({ field: "d", operator: "within_last", value: { amount: 3, unit: "day" } })).toBe(true);
  expect(isComplete({ field: "active", operator: "is", value: false })).toBe(true);
});

test("conditions without value are left out, and groups that hold nothing else with them", () => {
  const half: FilterGroup = { and: [city, { or: [{ field: "kind", operator: "is", value: "" }] }] };

  expect(completeOnly(half)).toEqual({ and: [city] });
  expect(completeOnly({ or: [{ field: "kind", operator: "is", value: "" }] })).toBeNull();
});

test("a node is found, replaced and taken away by its path; an emptied group goes too", () => {
  expect(nodeAt(nested, [1, 0])).toEqual(kind);
  expect(replaceAt(nested, [1, 0], city)).toEqual({ and: [city, { or: [city, late] }] });
  expect(replaceAt(replaceAt(nested, [1, 1], null), [1, 0], null)).toEqual({ and: [city] });
  expect(replaceAt({ and: [city] }, [0], null)).toBeNull();
});

test("conditions are added to the root or inside a group, and a group changes its word", () => {
  expect(appendTo(null, [], city)).toEqual({ and: [city] });
  expect(appendTo(nested, [1], city)).toEqual({ and: [city, { or: [kind, late, city] }] });
  expect(joinBy(nested, [1], "and")).toEqual({ and: [city, { and: [kind, late] }] });
  expect(joinBy(nested, [], "or")).toEqual({ or: [city, { or: [kind, late] }] });
  expect(leavesOf(nested)).toEqual([city, kind, late]);
});

test("two filters at once keep the brackets of an or", () => {
  expect(both(filterOn("city", "is", "Lyon"), { or: [kind, late] })).toEqual({
    and: [city, { or: [kind, late] }],
  });
  expect(both(null, { and: [city] })).toEqual({ and: [city] });
  expect(both(null, null)).toBeNull();
});

test("another operator keeps the value where it still fits", () => {
  expect(withOperator(city, "any_of")).toEqual({ field: "city", operator: "any_of", value: ["Lyon"] });
  expect(withOperator(kind, "is")).toEqual({ field: "kind", operator: "is", value: "client" });
  expect(withOperator(city, "empty")).toEqual({ field: "city", operator: "empty" });
  expect(valueFor("within_last", "2026-01-01")).toEqual({ amount: 30, unit: "day" });
});

test("a fresh condition starts with the operator its field is mostly asked with", () => {
  expect(freshLeaf("city", field("city", "text"))).toEqual({
    field: "city",
    operator: "contains",
    value: "",
  });
  expect(freshLeaf("on", field("on", "boolean"))).toEqual({ field: "on", operator: "is", value: true });
  expect(freshLeaf("d", field("d", "date", { operators: ["on", "within_last"] }))).toEqual({
    field: "d",
    operator: "within_last",
    value: { amount: 30, unit: "day" },
  });
});

test("a field of a related record is found one step away, not two", () => {
  const company = field("organisation_id", "relation", { target: "organisation" });
  const objects = [
    { name: "contact", fields: [company] },
    { name: "organisation", fields: [field("city", "text")] },
  ] as unknown as GridObject[];

  expect(fieldPlace(objects, "contact", "organisation_id.city")?.via?.name).toBe("organisation_id");
  expect(fieldPlace(objects, "contact", "organisation_id")?.via).toBeNull();
  expect(fieldPlace(objects, "contact", "organisation_id.city.name")).toBeNull();
  expect(fieldPlace(objects, "contact", "gone")).toBeNull();
});

test("only what is a filter is read from the address bar", () => {
  expect(readFilter(nested)).toEqual(nested);
  expect(readFilter({ and: [city, { nonsense: true }, 3] })).toEqual({ and: [city] });
  expect(readFilter("and")).toBeNull();
  expect(readFilter(city)).toBeNull();
});
