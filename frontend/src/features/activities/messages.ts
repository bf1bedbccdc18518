import { type MessageSource, messagesHook } from "../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of history and notes. */
export const activityMessages: MessageSource = {
  namespace: "activities",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of history and notes. */
export const useActivityMessages = messagesHook<typeof fr>("activities");
