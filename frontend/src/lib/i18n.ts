import i18next, { type i18n, type TFunction } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { rememberedLanguage, rememberLanguage } from "./language";
import type { Language } from "./session";
import { typesetFrench } from "./typography";

/** A message file: nested objects whose leaves are sentences. Plurals end in `_one` and `_other`. */
export type MessageTree = { [key: string]: string | MessageTree };

/** The shape another language must fill: same keys, any sentences. */
export type Translated<T> = { [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

type WithoutPlural<K extends string> = K extends `${infer Base}_${"one" | "other" | "many" | "zero"}`
  ? Base
  : K;

/** Dotted keys of a message tree, plural endings removed. */
export type MessageKey<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${MessageKey<T[K]>}`;
}[keyof T & string];

/** How a feature gives its sentences: loaded on demand, one language at a time. */
export interface MessageSource {
  namespace: string;
  fr: () => Promise<{ default: MessageTree }>;
  en: () => Promise<{ default: MessageTree }>;
}

type Values = Record<string, string | number | undefined>;
export type Translate<T> = (key: MessageKey<T>, values?: Values) => string;

const sources: MessageSource[] = [];

/** The i18next instance, made once; French until told otherwise. */
export const translations: i18n = i18next;

async function loadLanguage(language: Language): Promise<void> {
  await Promise.all(
    sources
      .filter((source) => !i18next.hasResourceBundle(language, source.namespace))
      .map(async (source) => {
        const tree = (await source[language]()).default;
        i18next.addResourceBundle(
          language,
          source.namespace,
          language === "fr" ? typesetFrench(tree) : tree,
          true,
          true,
        );
      }),
  );
}

/** Starts translations with the messages of every feature. */
export async function startTranslations(
  all: MessageSource[],
  language = rememberedLanguage(),
): Promise<void> {
  sources.push(...all);
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: false,
      resources: {},
      interpolation: { escapeValue: false },
      returnNull: false,
      react: { useSuspense: false },
    });
  }
  await loadLanguage(language);
  rememberLanguage(language);
}

/** Changes the language of the interface without reloading the page. */
export async function changeLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}

/**
 * A hook giving the sentences of one namespace, with keys checked by the compiler:
 * `export const useDealMessages = messagesHook<typeof fr>("deals")`.
 */
export function messagesHook<T>(namespace: string): () => Translate<T> {
  return () => {
    const { t } = useTranslation(namespace);
    return t as unknown as Translate<T>;
  };
}

/** A sentence outside React (toasts, palette): `translate("deals", "created")`. */
export function translate(namespace: string, key: string, values?: Values): string {
  return (i18next.t as TFunction)(key, { ns: namespace, ...values }) as string;
}

/** The language on screen. */
export function currentLanguage(): Language {
  return i18next.language === "en" ? "en" : "fr";
}
