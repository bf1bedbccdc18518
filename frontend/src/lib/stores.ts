import { useSyncExternalStore } from "react";

/** A value shared by distant parts of the screen, with one reader and one writer function. */
export interface Store<T> {
  get: () => T;
  set: (next: T) => void;
  use: () => T;
}

/** Makes a store. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const get = () => value;
  return {
    get,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}

/** The creation dialog asked for, drawn by the app. */
export const createRequest = createStore<{ object: string; preset: Record<string, string> } | null>(null);

/** Opens the creation dialog of an object from anywhere: `openCreate("deal", { organisation_id })`. */
export function openCreate(object: string, preset: Record<string, string> = {}): void {
  createRequest.set({ object, preset });
}

/** Whether the create menu (key `C`) is open. */
export const createMenu = createStore(false);

/** Whether the `?` overlay is open. */
export const shortcutHelp = createStore(false);

/** The ordered records of the list on screen, so that a panel can say "4 sur 148" and walk on. */
export const recordSequence = createStore<{ object: string; ids: string[]; total: number | null } | null>(
  null,
);

/** What the page on screen creates with `C`: null opens the menu. */
export const pageCreate = createStore<string | null>(null);
