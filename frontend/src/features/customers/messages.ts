import { type MessageSource, messagesHook } from "../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of contacts and organisations. */
export const customerMessages: MessageSource = {
  namespace: "customers",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of contacts and organisations. */
export const useCustomerMessages = messagesHook<typeof fr>("customers");
