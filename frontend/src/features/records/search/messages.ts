import { type MessageSource, messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of the search page. */
export const searchMessages: MessageSource = {
  namespace: "search",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of the search page. */
export const useSearchMessages = messagesHook<typeof fr>("search");
