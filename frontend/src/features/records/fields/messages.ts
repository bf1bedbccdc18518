import { type MessageSource, messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of fields, tags and custom objects. */
export const fieldMessages: MessageSource = {
  namespace: "fields",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of fields, tags and custom objects. */
export const useFieldMessages = messagesHook<typeof fr>("fields");
