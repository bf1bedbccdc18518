import type { FieldInfo } from "../../../lib/objects";
import type { Choice, Definition, FieldKind } from "./queries";

export interface Settings {
  formula?: string;
  object?: string;
  relation?: string;
  function?: "count" | "sum" | "min" | "max";
  field?: string;
}

/** A field being made or changed. */
export interface Draft {
  label: string;
  label_en: string;
  kind: FieldKind;
  help: string;
  required: boolean;
  personal: boolean;
  default: string;
  choices: Choice[];
  target: string | null;
  currency: string | null;
  settings: Settings;
}

const WITHOUT_DEFAULT: FieldKind[] = ["member", "relation", "formula", "rollup", "multi_choice"];

/** Whether a kind may start with a value. */
export const takesDefault = (kind: FieldKind) => !WITHOUT_DEFAULT.includes(kind);

/** Whether nobody types the values of a kind. */
export const isComputed = (kind: FieldKind) => kind === "formula" || kind === "rollup";

/** The draft of a field, or of a new one. */
export function draftOf(field: Definition | null): Draft {
  return {
    label: field?.label ?? "",
    label_en: field?.label_en ?? "",
    kind: field?.kind ?? "text",
    help: field?.help ?? "",
    required: field?.required ?? false,
    personal: field?.personal ?? false,
    default: field?.default === null || field?.default === undefined ? "" : String(field.default),
    choices: (field?.choices as Choice[] | undefined) ?? [{ label: "" }, { label: "" }],
    target: field?.target ?? null,
    currency: field?.currency ?? null,
    settings: (field?.settings as Settings | undefined) ?? {},
  };
}

/** What is sent for a draft: only what its kind asks for. */
export function sentValues(draft: Draft) {
  const { kind } = draft;
  const chooses = kind === "choice" || kind === "multi_choice";
  const settings: Settings =
    kind === "formula"
      ? { formula: draft.settings.formula ?? "" }
      : kind === "rollup"
        ? {
            object: draft.settings.object,
            relation: draft.settings.relation,
            function: draft.settings.function ?? "count",
            field: draft.settings.function === "count" ? undefined : draft.settings.field,
          }
        : {};
  const given = draft.default.trim();
  const start = kind === "boolean" ? (given === "" ? null : given === "true") : given || null;
  return {
    label: draft.label.trim(),
    label_en: draft.label_en.trim() || null,
    kind,
    help: draft.help.trim() || null,
    required: isComputed(kind) ? false : draft.required,
    personal: draft.personal,
    default: takesDefault(kind) ? start : null,
    ...(chooses ? { choices: draft.choices.filter((choice) => choice.label.trim() !== "") } : {}),
    target: kind === "relation" ? draft.target : null,
    currency: kind === "money" ? (draft.currency ?? "EUR") : kind === "formula" ? draft.currency : null,
    ...(isComputed(kind) ? { settings } : {}),
  };
}

/** The field a draft would make, for the preview. */
export function previewOf(draft: Draft): FieldInfo {
  const shown = draft.kind === "formula" || draft.kind === "rollup" ? "number" : draft.kind;
  return {
    name: "custom.preview",
    kind: shown,
    label: draft.label.trim() || "…",
    target: draft.target,
    choices: draft.choices
      .filter((choice) => choice.label.trim())
      .map((choice) => ({ value: choice.label, label: choice.label, colour: choice.colour ?? null })),
    custom: true,
    currency: draft.currency ?? "EUR",
    help: draft.help || null,
    computed: isComputed(draft.kind) ? draft.kind : null,
    required: draft.required,
    writable: !isComputed(draft.kind),
    sortable: false,
    filterable: false,
    groupable: false,
    operators: [],
    importable: false,
    match: false,
  };
}
