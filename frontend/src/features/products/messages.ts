import { type MessageSource, messagesHook } from "../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of the catalogue. */
export const productMessages: MessageSource = {
  namespace: "products",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of the catalogue. */
export const useProductMessages = messagesHook<typeof fr>("products");
