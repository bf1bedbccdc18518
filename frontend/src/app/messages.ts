import { type MessageSource, messagesHook } from "../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of the frame around the features. */
export const appMessages: MessageSource = {
  namespace: "app",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of the app. */
export const useAppMessages = messagesHook<typeof fr>("app");
