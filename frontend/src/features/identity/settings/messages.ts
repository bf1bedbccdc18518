import { type MessageSource, messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Sentences of the workspace settings. */
export const settingsMessages: MessageSource = {
  namespace: "settings",
  fr: () => import("./messages.fr"),
  en: () => import("./messages.en"),
};

/** Typed sentences of the workspace settings. */
export const useSettingsMessages = messagesHook<typeof fr>("settings");
