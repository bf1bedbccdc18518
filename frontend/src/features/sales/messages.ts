import { type MessageSource, messagesHook } from "../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of deals and pipelines. */
export const dealMessages: MessageSource = {
  namespace: "deals",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of deals and pipelines. */
export const useDealMessages = messagesHook<typeof fr>("deals");
