import type {
  ImportAssociation,
  ImportColumn,
  ImportDetails,
  ImportField,
  ImportStatus,
  ImportSummary,
  Outcome,
} from "./queries";

export type Step = "file" | "mapping" | "check" | "run";
export const STEPS: Step[] = ["file", "mapping", "check", "run"];

const UNDO_DAYS = 30;
const DAY_MS = 86_400_000;
/** Under it a proposal is shown as to be checked. */
const SURE = 0.8;

/** The furthest step of an import in that state. */
export function stepOf(status: ImportStatus): Step {
  if (status === "mapping") return "mapping";
  return status === "checking" || status === "ready" ? "check" : "run";
}

/** The step to show: what the address asks for, when the state of the import allows it. */
export function shownStep(status: ImportStatus, asked: string | undefined): Step {
  const furthest = stepOf(status);
  return asked === "mapping" && furthest === "check" ? "mapping" : furthest;
}

/** How sure the proposal for a column is. */
export function confidenceOf(column: ImportColumn): "sure" | "check" | "ignored" {
  if (column.field === null) return "ignored";
  return column.confidence >= SURE ? "sure" : "check";
}

export interface MappingProblem {
  kind: "twice" | "missing";
  field: string;
}

/** What keeps a mapping from being checked: a field chosen twice, or a required one without column. */
export function mappingProblems(details: ImportDetails): MappingProblem[] {
  const chosen = details.columns.map((column) => column.field).filter((field) => field !== null);
  const twice = new Set(chosen.filter((field, index) => chosen.indexOf(field) !== index));
  const unset = details.fixed.filter((entry) => entry.required && !entry.value);
  return [
    ...[...twice].map((field): MappingProblem => ({ kind: "twice", field })),
    ...unset.map((entry): MappingProblem => ({ kind: "missing", field: entry.label })),
  ];
}

/** Rows the import will write. */
export function importableRows(counts: Record<Outcome, number>): number {
  return counts.create + counts.update + counts.restore;
}

/** What becomes of rows, in the three ways a person thinks of it. */
export type Mode = "both" | "create" | "update" | "always";

/** The mode that the two rules make together. */
export function modeOf(details: Pick<ImportDetails, "when_matched" | "when_new">): Mode {
  if (details.when_matched === "create") return "always";
  if (details.when_new === "skip") return "update";
  return details.when_matched === "skip" ? "create" : "both";
}

/** The two rules of a mode. */
export function rulesOf(mode: Mode): Pick<ImportDetails, "when_matched" | "when_new"> {
  if (mode === "always") return { when_matched: "create", when_new: "create" };
  if (mode === "update") return { when_matched: "update", when_new: "skip" };
  return { when_matched: mode === "create" ? "skip" : "update", when_new: "create" };
}

/** How many values of a field still mean something new or nothing: those matched to an existing one are settled. */
export function unsettled(association: ImportAssociation): number {
  const matched = association.values.filter((entry) => entry.action === "match").length;
  return association.unknown - matched;
}

/** The fields in groups: the record's own first, then those of each other record on the line. */
export function groupedFields(fields: ImportField[]): { group: string | null; fields: ImportField[] }[] {
  const groups = new Map<string | null, ImportField[]>();
  for (const field of fields) {
    const group = field.group ?? null;
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  return [...groups].map(([group, found]) => ({ group, fields: found }));
}

/** Seconds left at the pace so far; null until the pace is known. */
export function remainingSeconds(summary: ImportSummary, now: number): number | null {
  if (!summary.started_at || summary.rows_done === 0) return null;
  const elapsed = (now - Date.parse(summary.started_at)) / 1000;
  if (elapsed < 1) return null;
  return Math.ceil(((summary.rows_total - summary.rows_done) * elapsed) / summary.rows_done);
}

/** Until when an import can be undone; null when it never could or was. */
export function undoableUntil(summary: ImportSummary): Date | null {
  const ended = summary.status === "done" || summary.status === "cancelled" || summary.status === "failed";
  const written = summary.created + summary.updated + summary.restored;
  if (!ended || !summary.change_set_id || written === 0) return null;
  return new Date(Date.parse(summary.finished_at ?? summary.created_at) + UNDO_DAYS * DAY_MS);
}

/** Share of the rows where a column holds something, in percent. */
export function filledShare(column: ImportColumn, rows: number): number {
  return rows === 0 ? 0 : Math.round((100 * column.filled) / rows);
}

/** How far an import, or the undoing of one, has come. */
export function progressOf(details: ImportDetails): { done: number; total: number } {
  if (details.status !== "undoing") return { done: details.rows_done, total: details.rows_total };
  const done = (details.undo?.undone ?? 0) + (details.undo?.conflicts ?? 0);
  return { done, total: details.created + details.updated };
}
