import type { DealLine, DealLineIn } from "./queries";

/** A line being typed: numbers stay as typed until it is sent. */
export interface EditedLine {
  key: string;
  product_id: string | null;
  name: string;
  quantity: string;
  unit: string | null;
  unit_price: string;
  discount_percent: string;
  vat_rate: string | null;
}

/** A new line, to sell one of something. */
export function emptyLine(): EditedLine {
  return {
    key: crypto.randomUUID(),
    product_id: null,
    name: "",
    quantity: "1",
    unit: null,
    unit_price: "",
    discount_percent: "0",
    vat_rate: "20",
  };
}

/** Lines of a deal as the editor holds them. */
export function linesFrom(lines: DealLine[], write: (value: number) => string): EditedLine[] {
  return lines.map((line) => ({
    ...emptyLine(),
    product_id: line.product_id,
    name: line.name,
    unit: line.unit,
    vat_rate: line.vat_rate,
    quantity: write(Number(line.quantity)),
    unit_price: write(Number(line.unit_price)),
    discount_percent: write(Number(line.discount_percent)),
  }));
}

/** A typed number as the server reads it: "1 250,50" is "1250.50". */
export function plainNumber(typed: string): string {
  return typed.replace(/[\s\u00a0\u202f€]/gu, "").replace(",", ".");
}

/** The line as the server takes it. */
export function lineIn(line: EditedLine): DealLineIn {
  return {
    product_id: line.product_id,
    name: line.name.trim() || null,
    quantity: plainNumber(line.quantity) || "1",
    unit: line.unit,
    unit_price: plainNumber(line.unit_price) || null,
    discount_percent: plainNumber(line.discount_percent) || "0",
    vat_rate: line.vat_rate as DealLineIn["vat_rate"],
  };
}

/** What a line is worth: quantity × price less the discount, rounded once to hundredths. */
export function netOf(line: EditedLine): number {
  const [quantity, price, discount] = [line.quantity, line.unit_price, line.discount_percent].map((typed) =>
    Number(plainNumber(typed) || "0"),
  ) as [number, number, number];
  const net = quantity * price * (100 - discount);
  return Number.isFinite(net) ? Math.round(Number(net.toPrecision(15))) / 100 : 0;
}

/** What lines are worth together. */
export function totalOf(lines: EditedLine[]): number {
  return lines.reduce((total, line) => total + Math.round(netOf(line) * 100), 0) / 100;
}
