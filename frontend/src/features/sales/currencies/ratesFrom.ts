export interface TypedRate {
  currency: string;
  valid_on: string;
  rate: string;
}

const LINE = /^([A-Za-z]{3})[\s;,]+(\d{4}-\d{2}-\d{2}|\d{2}\/\d{2}\/\d{4})[\s;]+(\d+(?:[.,]\d+)?)$/u;

/** Rates out of pasted lines "USD 20/11/2026 0,92"; `unread` is the first line that is none. */
export function ratesFrom(text: string): { rates: TypedRate[]; unread: string | null } {
  const rates: TypedRate[] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (!line) continue;
    const found = LINE.exec(line);
    if (!found) return { rates: [], unread: line };
    const [, currency = "", date = "", rate = ""] = found;
    const [day, month, year] = date.split("/");
    rates.push({
      currency: currency.toUpperCase(),
      valid_on: year ? `${year}-${month}-${day}` : date,
      rate: rate.replace(",", "."),
    });
  }
  return { rates, unread: null };
}
