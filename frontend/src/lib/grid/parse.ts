/** A typed number as the API takes it: "1 234,50" and "1,234.50" become "1234.50"; null when it is none. */
export function parseDecimal(text: string): string | null {
  const bare = text.replace(/[\s\u00a0\u202f€$£%]/g, "");
  if (bare === "") return null;
  const lastComma = bare.lastIndexOf(",");
  const lastDot = bare.lastIndexOf(".");
  // The later mark separates the decimals, the other one thousands.
  const normal = lastComma > lastDot ? bare.replace(/\./g, "").replace(",", ".") : bare.replace(/,/g, "");
  return /^-?\d+(\.\d+)?$/.test(normal) ? normal : null;
}

/** A moment of the API as `<input type="datetime-local">` holds it, in the browser's zone. */
export function toLocalInput(value: unknown): string {
  if (typeof value !== "string" || value === "") return "";
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return "";
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** Back from the input to a moment of the API. */
export function fromLocalInput(text: string): string | null {
  const date = new Date(text);
  return text === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
