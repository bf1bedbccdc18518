import { createStore } from "./stores";

/** The record whose note field should take the focus; set by "Noter" buttons, answered by the history section. */
export const noteFocus = createStore<{ object: string; id: string; at: number } | null>(null);

/** Puts the cursor into the note field of a record on screen. */
export function writeNote(object: string, id: string): void {
  noteFocus.set({ object, id, at: Date.now() });
}
