/**
 * Reads an amount as people type it ("48 600,50", "48,600.50", "1.234,5 €") into the decimal text of the API; null
 * when it is none.
 */
export function parseAmount(typed: string): string | null {
  const bare = typed.replace(/[\s\u00a0\u202f€]/g, "");
  if (bare === "") return null;
  const lastMark = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  const decimals = bare.length - lastMark - 1;
  // "48,600" and "48.600" are thousands: money has at most two decimals.
  const hasDecimals = lastMark >= 0 && decimals <= 2;
  const whole = (hasDecimals ? bare.slice(0, lastMark) : bare).replace(/[.,]/g, "");
  const rest = hasDecimals ? bare.slice(lastMark + 1) : "";
  if (!/^\d{1,12}$/.test(whole || "0") || !/^\d*$/.test(rest)) return null;
  return `${Number(whole || "0")}.${rest.padEnd(2, "0")}`;
}
