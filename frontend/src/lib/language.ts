import type { Language } from "./session";

const STORAGE_KEY = "sillage-language";

/** The language before sign-in: the last one used here, else the browser's, else French. */
export function rememberedLanguage(): Language {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === "fr" || stored === "en") return stored;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "fr";
}

/** Keeps the language for the next visit. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(STORAGE_KEY, language);
  document.documentElement.lang = language;
}
