import { type MessageSource, messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of duplicates and merges. */
export const duplicateMessages: MessageSource = {
  namespace: "duplicates",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of duplicates and merges. */
export const useDuplicateMessages = messagesHook<typeof fr>("duplicates");
