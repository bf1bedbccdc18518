import { messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Typed sentences of « Mon compte ». */
export const useAccountMessages = messagesHook<typeof fr>("account");
