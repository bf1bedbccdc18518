import { expect, test } from "vitest";
import { createFormatter, formatPhone } from "./format";

const fr = createFormatter("fr", "Europe/Paris");
const en = createFormatter("en", "Europe/Paris");
const now = new Date("2026-11-20T10:00:00Z");

test("money in French has narrow spaces in thousands, a hard space before the sign and the tax once", () => {
  expect(fr.money("48600.00")).toBe("48\u202f600,00\u00a0€");
  expect(fr.money("48600.00", "EUR", { decimals: "auto", tax: "HT" })).toBe("48\u202f600\u00a0€\u00a0HT");
  expect(fr.money("12345.67", "EUR", { decimals: "auto" })).toBe("12\u202f345,67\u00a0€");
});

test("money in English follows English habits", () => {
  expect(en.money("48600.00", "EUR", { decimals: "auto" })).toBe("€48,600");
});

test("percentages and counts use the narrow space", () => {
  expect(fr.percent(60)).toBe("60\u202f%");
  expect(fr.number(12480)).toBe("12\u202f480");
  expect(en.percent(60)).toBe("60%");
});

test("dates are short, with the year only when it is far", () => {
  expect(fr.date("2026-11-20")).toBe("ven.\u00a020\u00a0nov.");
  expect(fr.date("2026-12-01")).toBe("mar.\u00a01er\u00a0déc.");
  expect(fr.date("2025-03-14")).toBe("14\u00a0mars\u00a02025");
  expect(fr.longDate("2026-11-20")).toBe("vendredi\u00a020\u00a0novembre\u00a02026");
});

test("relative dates say today, yesterday and tomorrow in the person's time zone", () => {
  expect(fr.relative("2026-11-20T08:12:00Z", now)).toBe("auj.\u00a009:12");
  expect(fr.relative("2026-11-19T08:12:00Z", now)).toBe("hier");
  expect(fr.relative("2026-11-21", now)).toBe("demain");
  expect(fr.relative("2026-11-20", now)).toBe("auj.");
  expect(fr.relative("2026-11-10T08:12:00Z", now)).toBe("mar.\u00a010\u00a0nov.");
  // 23:30 in Paris on the 19th is already the 20th in Tokyo.
  expect(createFormatter("fr", "Asia/Tokyo").relative("2026-11-19T22:30:00Z", now)).toBe("auj.\u00a007:30");
});

test("moments always say the hour", () => {
  expect(fr.moment("2026-11-19T15:20:00Z", now)).toBe("hier\u00a016:20");
  expect(fr.moment("2026-11-10T10:42:00Z", now)).toBe("mar.\u00a010\u00a0nov.\u00a011:42");
});

test("distances are told in days, months and years", () => {
  expect(fr.distance("2026-11-10", now)).toBe("il y a 10 jours");
  expect(fr.distance("2026-12-18", now)).toBe("dans 28 jours");
  expect(fr.distance("2026-11-20T09:30:00Z", now)).toBe("il y a 30 minutes");
  expect(en.distance("2027-05-20", now)).toBe("in 6 months");
});

test("French phones are grouped by two, foreign ones left as they are", () => {
  expect(formatPhone("+33639982074")).toBe("06\u00a039\u00a098\u00a020\u00a074");
  expect(formatPhone("06.39.98.20.74")).toBe("06\u00a039\u00a098\u00a020\u00a074");
  expect(formatPhone("+44 20 7946 0958")).toBe("+44 20 7946 0958");
});

test("sizes of files are told in French units", () => {
  expect(fr.bytes(812)).toBe("812\u00a0o");
  expect(fr.bytes(2_500_000)).toBe("2,5\u00a0Mo");
});
