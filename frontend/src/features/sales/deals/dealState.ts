/** Days without any activity after which an open deal counts as asleep. */
export const ASLEEP_AFTER_DAYS = 14;

export interface StateSource {
  status: "open" | "won" | "lost";
  expected_close_on: string | null;
  closed_on: string | null;
  last_interaction_at: string | null;
  stage_entered_at: string;
  /** Quiet for longer than its stage allows, as the server judges it. */
  rotting?: boolean;
}

export type DealState =
  | { kind: "late"; days: number }
  | { kind: "undated" }
  | { kind: "asleep"; days: number }
  | { kind: "date"; date: string }
  | { kind: "won"; date: string | null }
  | { kind: "lost"; date: string | null };

type DaysFromToday = (value: string) => number;

/** Days since anything happened on a deal. */
export function idleDays(deal: StateSource, daysFromToday: DaysFromToday): number {
  return Math.max(0, -daysFromToday(deal.last_interaction_at ?? deal.stage_entered_at));
}

/** The one thing to say about a deal: late, without closing date, asleep, else its date. */
export function dealState(deal: StateSource, daysFromToday: DaysFromToday): DealState {
  if (deal.status !== "open") return { kind: deal.status, date: deal.closed_on };
  if (!deal.expected_close_on) return { kind: "undated" };
  const left = daysFromToday(deal.expected_close_on);
  if (left < 0) return { kind: "late", days: -left };
  const idle = idleDays(deal, daysFromToday);
  if (deal.rotting ?? idle >= ASLEEP_AFTER_DAYS) return { kind: "asleep", days: idle };
  return { kind: "date", date: deal.expected_close_on };
}
