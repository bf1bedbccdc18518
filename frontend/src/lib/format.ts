import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Language, useOptionalSession } from "./session";
import { HARD_SPACE, NARROW_SPACE } from "./typography";

export type DateInput = string | number | Date;
type Decimals = "auto" | "always" | "never";

const DAY_MS = 86_400_000;
const LOCALES: Record<Language, string> = { fr: "fr-FR", en: "en-GB" };

export interface MoneyOptions {
  /** `auto` hides ",00" only in dense places; `always` is the default of documents. */
  decimals?: Decimals;
  /** Appended once per group: "HT", "TTC". */
  tax?: string;
}

/** What writes numbers, dates and phones for one language and time zone. */
export interface Formatter {
  language: Language;
  /** What stands between a label and its value: " : " in French, ": " in English. */
  colon: string;
  number: (value: number | string, maximumFractionDigits?: number) => string;
  percent: (value: number) => string;
  money: (amount: number | string, currency?: string, options?: MoneyOptions) => string;
  /** "ven. 20 nov.", with the year when it is another one. */
  date: (value: DateInput) => string;
  /** "vendredi 20 novembre 2026" */
  longDate: (value: DateInput) => string;
  /** "11:42" */
  time: (value: DateInput) => string;
  /** "ven. 20 nov. 11:42" */
  dateTime: (value: DateInput) => string;
  /** Dense: "auj. 09:12", "hier", "demain", else the date. A date without time never shows an hour. */
  relative: (value: DateInput, now?: Date) => string;
  /** A moment with its hour: "auj. 09:12", "hier 16:20", "mar. 10 nov. 11:42". */
  moment: (value: DateInput, now?: Date) => string;
  /** "il y a 10 jours", "dans 28 jours" */
  distance: (value: DateInput, now?: Date) => string;
  /** Days between today and the date, negative in the past. */
  daysFromToday: (value: DateInput, now?: Date) => number;
  month: (value: string) => string;
  phone: (value: string) => string;
  bytes: (value: number) => string;
}

const isDateOnly = (value: DateInput): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Date-only values mean a day, not an instant: noon UTC keeps that day in every European and American zone. */
const toDate = (value: DateInput): Date => new Date(isDateOnly(value) ? `${value}T12:00:00Z` : value);

function frenchDate(text: string): string {
  return text.replace(/(^|\s)1(\s\p{L})/u, "$11er$2").replace(/ /g, HARD_SPACE);
}

/** "0639982074" and "+33639982074" become "06 39 98 20 74"; foreign numbers keep their country code in groups. */
export function formatPhone(value: string): string {
  const digits = value.replace(/[^\d+]/g, "");
  const national = digits.replace(/^(\+33|0033)0?/, "0");
  if (/^0\d{9}$/.test(national)) return national.replace(/(\d{2})(?=\d)/g, `$1${HARD_SPACE}`);
  return value.trim();
}

function makeNumbers(locale: string) {
  const plain = new Map<number, Intl.NumberFormat>();
  const number = (value: number | string, digits = 2) => {
    let format = plain.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
      plain.set(digits, format);
    }
    return format.format(Number(value));
  };
  const moneyFormats = new Map<string, Intl.NumberFormat>();
  const money = (amount: number | string, currency = "EUR", options: MoneyOptions = {}) => {
    const decimals = options.decimals ?? "always";
    const value = Number(amount);
    const whole = decimals === "never" || (decimals === "auto" && Number.isInteger(value));
    const key = `${currency}${whole}`;
    let format = moneyFormats.get(key);
    if (!format) {
      const digits = whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
      format = new Intl.NumberFormat(locale, { style: "currency", currency, ...digits });
      moneyFormats.set(key, format);
    }
    return format.format(value) + (options.tax ? `${HARD_SPACE}${options.tax}` : "");
  };
  return { number, money };
}

function makeDates(language: Language, timeZone: string) {
  const locale = LOCALES[language];
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const short = make({ weekday: "short", day: "numeric", month: "short" });
  const shortYear = make({ day: "numeric", month: "short", year: "numeric" });
  const long = make({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const clock = make({ hour: "2-digit", minute: "2-digit", hour12: false });
  const dayKey = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const day = (value: DateInput) => (isDateOnly(value) ? value : dayKey.format(toDate(value)));
  const typeset = (text: string) => (language === "fr" ? frenchDate(text) : text.replace(/ /g, HARD_SPACE));
  const daysFromToday = (value: DateInput, now = new Date()) =>
    Math.round((Date.parse(day(value)) - Date.parse(day(now))) / DAY_MS);
  const date = (value: DateInput, now = new Date()) => {
    const sameYear = day(value).slice(0, 4) === day(now).slice(0, 4);
    const near = Math.abs(daysFromToday(value, now)) < 90;
    return typeset((sameYear || near ? short : shortYear).format(toDate(value)).replace(",", ""));
  };
  const time = (value: DateInput) => clock.format(toDate(value));
  return {
    date,
    time,
    day,
    daysFromToday,
    longDate: (value: DateInput) => typeset(long.format(toDate(value))),
  };
}

const NEAR_WORDS: Record<Language, { today: string; yesterday: string; tomorrow: string }> = {
  fr: { today: "auj.", yesterday: "hier", tomorrow: "demain" },
  en: { today: "today", yesterday: "yesterday", tomorrow: "tomorrow" },
};

function makeDistance(language: Language, daysFromToday: Formatter["daysFromToday"]) {
  const words = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: "auto" });
  return (value: DateInput, now = new Date()) => {
    const days = daysFromToday(value, now);
    const minutes = Math.round((toDate(value).getTime() - now.getTime()) / 60_000);
    if (days === 0 && !isDateOnly(value)) {
      return Math.abs(minutes) < 60
        ? words.format(minutes, "minute")
        : words.format(Math.round(minutes / 60), "hour");
    }
    if (Math.abs(days) < 60) return words.format(days, "day");
    if (Math.abs(days) < 700) return words.format(Math.round(days / 30.4), "month");
    return words.format(Math.round(days / 365), "year");
  };
}

const UNITS: Record<Language, [string, string, string]> = { fr: ["o", "ko", "Mo"], en: ["B", "kB", "MB"] };

/** Makes the formatter of one language and time zone. */
export function createFormatter(language: Language, timeZone = "Europe/Paris"): Formatter {
  const { number, money } = makeNumbers(LOCALES[language]);
  const dates = makeDates(language, timeZone);
  const words = NEAR_WORDS[language];
  const monthFormat = new Intl.DateTimeFormat(LOCALES[language], {
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const dateTime = (value: DateInput) => `${dates.date(value)}${HARD_SPACE}${dates.time(value)}`;
  return {
    language,
    colon: language === "fr" ? `${HARD_SPACE}: ` : ": ",
    number,
    money,
    percent: (value) => `${number(value, 1)}${language === "fr" ? NARROW_SPACE : ""}%`,
    date: (value) => dates.date(value),
    longDate: dates.longDate,
    time: dates.time,
    dateTime,
    relative: (value, now = new Date()) => {
      const days = dates.daysFromToday(value, now);
      if (days === 0)
        return isDateOnly(value) ? words.today : `${words.today}${HARD_SPACE}${dates.time(value)}`;
      if (days === -1) return words.yesterday;
      return days === 1 ? words.tomorrow : dates.date(value, now);
    },
    moment: (value, now = new Date()) => {
      const days = dates.daysFromToday(value, now);
      const day = days === 0 ? words.today : days === -1 ? words.yesterday : dates.date(value, now);
      return isDateOnly(value) ? day : `${day}${HARD_SPACE}${dates.time(value)}`;
    },
    distance: makeDistance(language, dates.daysFromToday),
    daysFromToday: dates.daysFromToday,
    month: (value) => monthFormat.format(new Date(`${value}-15T12:00:00Z`)).replace(/ /g, HARD_SPACE),
    phone: formatPhone,
    bytes: (value) => {
      const rank = value < 1_000 ? 0 : value < 1_000_000 ? 1 : 2;
      return `${number(value / 1_000 ** rank, rank === 2 ? 1 : 0)}${HARD_SPACE}${UNITS[language][rank]}`;
    },
  };
}

const shared = new Map<string, Formatter>();

/** One formatter for all components: making the `Intl` formats anew in each took half a second on a full board. */
function sharedFormatter(language: Language, timeZone: string): Formatter {
  const key = `${language} ${timeZone}`;
  const formatter = shared.get(key) ?? createFormatter(language, timeZone);
  shared.set(key, formatter);
  return formatter;
}

/** The formatter of the person looking at the screen. */
export function useFormat(): Formatter {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === "en" ? "en" : "fr";
  const timeZone = useOptionalSession()?.user.time_zone || "Europe/Paris";
  return useMemo(() => sharedFormatter(language, timeZone), [language, timeZone]);
}
