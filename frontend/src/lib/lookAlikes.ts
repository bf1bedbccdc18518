import type { ComponentType } from "react";
import { createStore } from "./stores";

/** What is known of a record being typed; empty texts say nothing. */
export interface LookAlikesQuestion {
  object: string;
  name?: string;
  email?: string;
  phone?: string;
  siren?: string;
  website?: string;
  organisation_id?: string;
}

/** Props of the warning that similar records exist. `onOpen` runs before one of them opens (closing the dialog). */
export interface LookAlikesProps {
  question: LookAlikesQuestion;
  onOpen: () => void;
}

export type LookAlikesPart = () => Promise<{ default: ComponentType<LookAlikesProps> }>;

/** The warning, offered by the feature that knows duplicates; drawn by `ui/forms/LookAlikes`. */
export const lookAlikesPart = createStore<LookAlikesPart | null>(null);
