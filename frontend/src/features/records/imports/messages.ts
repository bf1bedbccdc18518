import { type MessageSource, messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of the import wizard. */
export const importMessages: MessageSource = {
  namespace: "imports",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of the import wizard. */
export const useImportMessages = messagesHook<typeof fr>("imports");
