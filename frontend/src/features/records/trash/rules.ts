const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whole days left before a deleted record disappears for good; never negative. */
export function daysLeft(deletedAt: string, now: number): number {
  return Math.max(0, KEPT_DAYS - Math.floor((now - Date.parse(deletedAt)) / DAY_MS));
}
