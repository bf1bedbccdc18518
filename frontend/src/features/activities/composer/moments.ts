const two = (value: number) => String(value).padStart(2, "0");

/** A moment as `<input type="datetime-local">` holds it, in the time of this browser. */
export function toLocalInput(moment: string | Date): string {
  const at = new Date(moment);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What such an input holds as a moment; null while it is incomplete. */
export function fromLocalInput(text: string): string | null {
  const at = new Date(text);
  return text === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** "4", "4:30", "1:02:10" or "4 min 30" as seconds; null when it is none of these. Minutes come first. */
export function secondsOf(text: string): number | null {
  const bare = text.trim();
  if (bare === "") return 0;
  const parts = bare.match(/\d+/g)?.map(Number) ?? [];
  if (!/^[\d\s:'’"hmins.]+$/i.test(bare) || parts.length === 0 || parts.length > 3) return null;
  const [first = 0, second = 0, third = 0] = parts;
  const hours = parts.length === 3 || /h/i.test(bare);
  const seconds = hours ? first * 3600 + second * 60 + third : first * 60 + second;
  return seconds <= 86_400 ? seconds : null;
}

/** Seconds as an input shows them: "4:30". */
export function asMinutes(seconds: number): string {
  return seconds === 0 ? "" : `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}
