import type { Formatter } from "../../../lib/format";
import {
  conjunctionOf,
  fieldPlace,
  isComplete,
  isGroup,
  nodesOf,
  type Span,
  valueShape,
} from "../../../lib/grid/filters";
import type { FilterGroup, FilterLeaf, FilterNode, GridField, GridObject } from "../../../lib/grid/types";

/** Says a sentence of the namespace "grid". */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** What sentences need beside the filter: fields, names of ids, words. */
export interface SentenceContext {
  objects: GridObject[];
  object: string;
  /** Name of a record, member or tag by id; undefined while it is not known. */
  nameOf: (field: GridField, value: string) => string | undefined;
  say: Say;
  format: Formatter;
}

/** A condition in three parts, so that the value may stand out. */
export interface LeafWords {
  field: string;
  operator: string;
  value: string;
}

function one(value: unknown, field: GridField, context: SentenceContext): string {
  const { say, format } = context;
  if (value === true || value === false) return say(value ? "filter.yes" : "filter.no");
  const text = String(value ?? "");
  switch (field.kind) {
    case "choice":
    case "multi_choice":
      return field.choices.find((choice) => choice.value === text)?.label ?? text;
    case "member":
      return text === "me" ? say("filter.me") : (context.nameOf(field, text) ?? "…");
    case "team":
    case "relation":
    case "tags":
      return context.nameOf(field, text) ?? "…";
    case "money":
    case "number":
      return text === "" ? "" : format.number(text, 2);
    case "percent":
      return text === "" ? "" : format.percent(Number(text));
    case "date":
    case "datetime":
      return text === "" ? "" : format.date(text.slice(0, 10));
    default:
      return text;
  }
}

/** Texts are quoted only where they could be read as part of the sentence: they are not here. */
function valueWords(leaf: FilterLeaf, field: GridField, context: SentenceContext): string {
  const { say } = context;
  const { value, operator } = leaf;
  switch (valueShape(operator)) {
    case "none":
      return "";
    case "many":
      return (Array.isArray(value) ? value : [value]).map((each) => one(each, field, context)).join(", ");
    case "range": {
      const [from, to] = Array.isArray(value) ? value : ["", ""];
      return `${one(from, field, context)} ${say("filter.and")} ${one(to, field, context)}`;
    }
    case "span": {
      const { amount, unit } = value as Span;
      return say(`span.${operator}.${unit}`, { count: amount });
    }
    case "unit":
      return say(`period.${operator}.${String(value)}`);
    default:
      return one(value, field, context);
  }
}

/** A condition as people say it: "Ville est Lyon", "Créé le dans les 30 derniers jours". */
export function leafWords(leaf: FilterLeaf, context: SentenceContext): LeafWords {
  const { say } = context;
  const place = fieldPlace(context.objects, context.object, leaf.field);
  if (!place) return { field: say("filter.gone"), operator: "", value: "" };
  const { field, via } = place;
  const name = via ? `${via.label} › ${field.label}` : field.label;
  if (!isComplete(leaf)) return { field: name, operator: "", value: say("filter.incomplete") };
  const shape = valueShape(leaf.operator);
  // "dans les 30 derniers jours" and "ce mois-ci" say the operator themselves.
  if (shape === "span" || shape === "unit")
    return {
      field: name + context.format.colon.trimEnd(),
      operator: "",
      value: valueWords(leaf, field, context),
    };
  const single = shape === "many" && Array.isArray(leaf.value) && leaf.value.length === 1;
  const operator = single ? (OF_ONE[leaf.operator] ?? leaf.operator) : leaf.operator;
  return { field: name, operator: say(`operator.${operator}`), value: valueWords(leaf, field, context) };
}

/** One value out of one is simply that value. */
const OF_ONE: Record<string, string> = {
  any_of: "is",
  none_of: "is_not",
  has_any: "contains",
  has_all: "contains",
};

const joined = (words: LeafWords) => [words.field, words.operator, words.value].filter(Boolean).join(" ");

/** A node as one line; a group keeps its brackets inside another one. */
export function nodeSentence(node: FilterNode, context: SentenceContext, nested = false): string {
  if (!isGroup(node)) return joined(leafWords(node, context));
  const between = ` ${context.say(`filter.${conjunctionOf(node)}`)} `;
  const text = nodesOf(node)
    .map((each) => nodeSentence(each, context, true))
    .join(between);
  return nested && nodesOf(node).length > 1 ? `(${text})` : text;
}

/** A whole filter as one line. */
export const filterSentence = (filter: FilterGroup | null, context: SentenceContext): string =>
  filter === null ? "" : nodeSentence(filter, context);
