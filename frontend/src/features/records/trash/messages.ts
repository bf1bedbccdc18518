import { type MessageSource, messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of the trash. */
export const trashMessages: MessageSource = {
  namespace: "trash",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of the trash. */
export const useTrashMessages = messagesHook<typeof fr>("trash");
