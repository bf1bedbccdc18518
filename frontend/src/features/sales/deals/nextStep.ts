import type { Stage } from "../pipelines/queries";
import { dealState, type StateSource } from "./dealState";

interface StepSource extends StateSource {
  lost_reason: string | null;
  loss_reason_name?: string | null;
  stage_id: string;
  stage_name: string;
  contacts: { id: string; name: string }[];
}

export type NextStep =
  | { kind: "won" }
  | { kind: "lost"; reason: string | null }
  | { kind: "late"; days: number }
  | { kind: "undated" }
  | { kind: "asleep"; days: number; contact: { id: string; name: string } | null }
  | { kind: "contact" }
  | { kind: "advance"; days: number; stage: string; next: Stage; date: string }
  | null;

/** The one best next step of a deal, from what is known of it: nothing is guessed. */
export function nextStep(
  deal: StepSource,
  stages: Stage[],
  daysFromToday: (value: string) => number,
): NextStep {
  if (deal.status === "won") return { kind: "won" };
  if (deal.status === "lost") return { kind: "lost", reason: deal.loss_reason_name ?? deal.lost_reason };
  const state = dealState(deal, daysFromToday);
  if (state.kind === "late") return { kind: "late", days: state.days };
  if (state.kind === "undated") return { kind: "undated" };
  if (state.kind === "asleep") return { kind: "asleep", days: state.days, contact: deal.contacts[0] ?? null };
  if (deal.contacts.length === 0) return { kind: "contact" };
  const open = stages.filter((stage) => stage.kind !== "lost");
  const next = open[open.findIndex((stage) => stage.id === deal.stage_id) + 1];
  if (!next || !deal.expected_close_on) return null;
  return {
    kind: "advance",
    days: Math.max(0, -daysFromToday(deal.stage_entered_at)),
    stage: deal.stage_name,
    next,
    date: deal.expected_close_on,
  };
}

/** A day some days after another, as the API writes it. */
export function daysAfter(days: number, from = new Date()): string {
  const date = new Date(from);
  date.setDate(date.getDate() + days);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}
