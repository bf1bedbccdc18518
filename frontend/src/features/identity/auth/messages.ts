import { messagesHook } from "../../../lib/i18n";
import type fr from "./messages.fr";

/** Typed sentences of sign-in, welcome and invitation. */
export const useAuthMessages = messagesHook<typeof fr>("auth");
