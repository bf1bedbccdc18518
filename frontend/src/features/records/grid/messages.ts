import { type MessageSource, messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of lists, filters and views. */
export const gridMessages: MessageSource = {
  namespace: "grid",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of lists, filters and views. */
export const useGridMessages = messagesHook<typeof fr>("grid");
