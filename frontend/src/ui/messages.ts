import { type MessageSource, messagesHook } from "../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of the shared components. */
export const uiMessages: MessageSource = {
  namespace: "ui",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of the shared components. */
export const useUiMessages = messagesHook<typeof fr>("ui");
