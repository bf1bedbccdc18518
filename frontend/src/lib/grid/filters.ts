import type { FilterGroup, FilterLeaf, FilterNode, GridField, GridObject } from "./types";

/** The API takes no deeper filter and no longer one. */
export const MAX_DEPTH = 3;
export const MAX_LEAVES = 40;

export type Conjunction = "and" | "or";
/** Where a node stands: the place in the root, then in that group, and so on. */
export type NodePath = readonly number[];

/** How a value is typed for an operator. */
export type ValueShape = "none" | "one" | "many" | "range" | "span" | "unit";

const SHAPES: Record<string, ValueShape> = {
  empty: "none",
  not_empty: "none",
  any_of: "many",
  none_of: "many",
  has_any: "many",
  has_all: "many",
  has_none: "many",
  between: "range",
  within_last: "span",
  within_next: "span",
  older_than: "span",
  this: "unit",
  previous: "unit",
  next: "unit",
};

/** How the value of an operator is typed. */
export const valueShape = (operator: string): ValueShape => SHAPES[operator] ?? "one";

export const isGroup = (node: FilterNode): node is FilterGroup => "and" in node || "or" in node;

export const conjunctionOf = (group: FilterGroup): Conjunction => ("or" in group ? "or" : "and");

export const nodesOf = (group: FilterGroup | null): FilterNode[] =>
  group === null ? [] : "or" in group ? group.or : group.and;

export const groupOf = (conjunction: Conjunction, nodes: FilterNode[]): FilterGroup =>
  conjunction === "or" ? { or: nodes } : { and: nodes };

/** A span of a relative date ("the last 30 days"). */
export interface Span {
  amount: number;
  unit: string;
}

const isSpan = (value: unknown): value is Span =>
  typeof value === "object" && value !== null && "amount" in value && "unit" in value;

const filled = (value: unknown) => value !== undefined && value !== null && value !== "";

/** Whether the condition can be asked: its value is there. */
export function isComplete(leaf: FilterLeaf): boolean {
  const { value } = leaf;
  switch (valueShape(leaf.operator)) {
    case "none":
      return true;
    case "many":
      return Array.isArray(value) && value.length > 0;
    case "range":
      return Array.isArray(value) && value.length === 2 && value.every(filled);
    case "span":
      return isSpan(value) && value.amount > 0;
    default:
      return filled(value);
  }
}

/** The filter without conditions whose value is still missing; null when nothing is left. */
export function completeOnly(group: FilterGroup | null): FilterGroup | null {
  if (group === null) return null;
  const kept = nodesOf(group).flatMap((node): FilterNode[] => {
    if (!isGroup(node)) return isComplete(node) ? [node] : [];
    const inner = completeOnly(node);
    return inner === null ? [] : [inner];
  });
  return kept.length === 0 ? null : groupOf(conjunctionOf(group), kept);
}

/** Every condition of a filter, in reading order. */
export function leavesOf(group: FilterGroup | null): FilterLeaf[] {
  return nodesOf(group).flatMap((node) => (isGroup(node) ? leavesOf(node) : [node]));
}

export function nodeAt(group: FilterGroup | null, path: NodePath): FilterNode | null {
  let node: FilterNode | null = group;
  for (const index of path) {
    if (node === null || !isGroup(node)) return null;
    node = nodesOf(node)[index] ?? null;
  }
  return node;
}

/** Puts `next` in the place of a node; null takes it away, and a group left empty goes with it. */
export function replaceAt(
  group: FilterGroup | null,
  path: NodePath,
  next: FilterNode | null,
): FilterGroup | null {
  const [index, ...rest] = path;
  if (index === undefined) return next !== null && isGroup(next) ? next : null;
  const root = group ?? { and: [] };
  const nodes = nodesOf(root).flatMap((node, at): FilterNode[] => {
    if (at !== index) return [node];
    if (rest.length === 0) return next === null ? [] : [next];
    if (!isGroup(node)) return [node];
    const inner = replaceAt(node, rest, next);
    return inner === null || nodesOf(inner).length === 0 ? [] : [inner];
  });
  return nodes.length === 0 ? null : groupOf(conjunctionOf(root), nodes);
}

/** Adds a node at the end of the group at `path` (the root by default). */
export function appendTo(group: FilterGroup | null, path: NodePath, node: FilterNode): FilterGroup {
  if (path.length === 0) {
    const root = group ?? { and: [] };
    return groupOf(conjunctionOf(root), [...nodesOf(root), node]);
  }
  const target = nodeAt(group, path);
  if (target === null || !isGroup(target)) return group ?? { and: [node] };
  const grown = groupOf(conjunctionOf(target), [...nodesOf(target), node]);
  return replaceAt(group, path, grown) ?? { and: [node] };
}

/** Changes "and" to "or" for the group at `path`, or back. */
export function joinBy(
  group: FilterGroup | null,
  path: NodePath,
  conjunction: Conjunction,
): FilterGroup | null {
  const target = path.length === 0 ? group : nodeAt(group, path);
  if (target === null || !isGroup(target)) return group;
  return replaceAt(group, path, groupOf(conjunction, nodesOf(target)));
}

/** Both filters at once; an "or" keeps its own brackets. */
export function both(first: FilterGroup | null, second: FilterGroup | null): FilterGroup | null {
  if (first === null || second === null) return first ?? second;
  const flat = (group: FilterGroup) => ("or" in group ? [group] : group.and);
  return { and: [...flat(first), ...flat(second)] };
}

/** A filter of one condition, for links to a list. */
export const filterOn = (field: string, operator: string, value?: unknown): FilterGroup => ({
  and: [value === undefined ? { field, operator } : { field, operator, value }],
});

/** A field as a filter names it: its own, or one of a related record ("organisation_id.city"). */
export interface FieldPlace {
  field: GridField;
  via: GridField | null;
}

/** Finds the field a condition or column names; null when it is gone. */
export function fieldPlace(objects: GridObject[], object: string, name: string): FieldPlace | null {
  const own = objects.find((each) => each.name === object)?.fields ?? [];
  const direct = own.find((field) => field.name === name);
  if (direct) return { field: direct, via: null };
  const dot = name.indexOf(".");
  if (dot < 0) return null;
  const via = own.find((field) => field.name === name.slice(0, dot));
  const related = objects.find((each) => each.name === via?.target)?.fields ?? [];
  const field = related.find((each) => each.name === name.slice(dot + 1));
  return via && field ? { field, via } : null;
}

const FIRST_OPERATOR: Record<string, string> = {
  text: "contains",
  email: "contains",
  phone: "contains",
  url: "contains",
  long_text: "contains",
  choice: "any_of",
  member: "any_of",
  team: "any_of",
  relation: "any_of",
  tags: "has_any",
  multi_choice: "has_any",
  date: "within_last",
  datetime: "within_last",
  number: "at_least",
  money: "at_least",
  percent: "at_least",
  boolean: "is",
};

/** A fresh value for an operator, keeping what the former one held where it still fits. */
export function valueFor(operator: string, before: unknown): unknown {
  switch (valueShape(operator)) {
    case "none":
      return undefined;
    case "many":
      return Array.isArray(before) ? before : filled(before) && !isSpan(before) ? [before] : [];
    case "range":
      return Array.isArray(before) && before.length === 2 ? before : ["", ""];
    case "span":
      return isSpan(before) ? before : { amount: 30, unit: "day" };
    case "unit":
      return typeof before === "string" && ["day", "week", "month", "quarter", "year"].includes(before)
        ? before
        : "month";
    default:
      return Array.isArray(before) ? (before[0] ?? "") : isSpan(before) ? "" : (before ?? "");
  }
}

/** The condition one starts with on a field: its most useful operator. */
export function freshLeaf(name: string, field: GridField): FilterLeaf {
  const wanted = FIRST_OPERATOR[field.kind] ?? "is";
  const operator = field.operators.includes(wanted) ? wanted : (field.operators[0] ?? "is");
  const value = field.kind === "boolean" && operator === "is" ? true : valueFor(operator, undefined);
  return value === undefined ? { field: name, operator } : { field: name, operator, value };
}

/** The same condition with another operator. */
export function withOperator(leaf: FilterLeaf, operator: string): FilterLeaf {
  const value = valueFor(operator, leaf.value);
  return value === undefined ? { field: leaf.field, operator } : { field: leaf.field, operator, value };
}

/** Reads a filter from the address bar; anything else than a filter is null. */
export function readFilter(value: unknown): FilterGroup | null {
  const node = readNode(value, 1);
  return node !== null && isGroup(node) ? node : null;
}

function readNode(value: unknown, depth: number): FilterNode | null {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH + 1) return null;
  const raw = value as Record<string, unknown>;
  for (const conjunction of ["and", "or"] as const) {
    const inner = raw[conjunction];
    if (!Array.isArray(inner)) continue;
    const nodes = inner.map((each) => readNode(each, depth + 1)).filter((each) => each !== null);
    return groupOf(conjunction, nodes);
  }
  if (typeof raw.field !== "string" || typeof raw.operator !== "string") return null;
  return raw.value === undefined
    ? { field: raw.field, operator: raw.operator }
    : { field: raw.field, operator: raw.operator, value: raw.value };
}
