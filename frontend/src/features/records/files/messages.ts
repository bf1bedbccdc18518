import { type MessageSource, messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of the files of a record. */
export const fileMessages: MessageSource = {
  namespace: "files",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of the files of a record. */
export const useFileMessages = messagesHook<typeof fr>("files");
