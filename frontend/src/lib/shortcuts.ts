import { useEffect, useMemo, useSyncExternalStore } from "react";

/** A key a page answers to, shown by the `?` overlay while that page is open. */
export interface Shortcut {
  /** `"c"`, `"?"`, `"mod+k"`, or a sequence `"g c"`. Letters without modifier are ignored while typing. */
  keys: string;
  /** What it does, already translated. */
  label: string;
  /** Heading in the overlay, already translated. */
  group: string;
  run: (event: KeyboardEvent) => void;
  /** Works also while a field has the focus. */
  whileTyping?: boolean;
  /** Answered by a part of the page itself (a grid under the keyboard); only listed in the overlay. */
  listedOnly?: boolean;
}

const registered = new Map<symbol, Shortcut[]>();
const listeners = new Set<() => void>();
let snapshot: Shortcut[] = [];
let pendingKey: { key: string; at: number } | null = null;
const SEQUENCE_MS = 900;

function publish(): void {
  snapshot = [...registered.values()].flat();
  for (const listener of listeners) listener();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function describe(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  // Shift is already in the character for "?" and "/" on every keyboard layout.
  if (event.shiftKey && event.key.length > 1) parts.push("shift");
  return [...parts, key].join("+");
}

function dialogOpen(): boolean {
  return document.querySelector("[aria-modal='true']") !== null;
}

let overlayAtPress = false;

/** Before anything reacts: a dialog that closes on this very key press must keep the key for itself. */
function noteOverlay(): void {
  overlayAtPress =
    document.querySelector("[aria-modal='true'], [role='menu'], .mantine-Popover-dropdown") !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = describe(event);
  const typing = isTyping(event.target);
  const now = event.timeStamp;
  const sequence = pendingKey && now - pendingKey.at < SEQUENCE_MS ? `${pendingKey.key} ${pressed}` : null;
  const usable = snapshot.filter(
    (shortcut) =>
      !shortcut.listedOnly && (shortcut.whileTyping || (!typing && !overlayAtPress && !dialogOpen())),
  );
  // The page registered last wins over what the frame offers.
  const match =
    usable.findLast((shortcut) => shortcut.keys === sequence) ??
    usable.findLast((shortcut) => shortcut.keys === pressed);
  pendingKey = null;
  if (match) {
    event.preventDefault();
    match.run(event);
  } else if (usable.some((shortcut) => shortcut.keys.startsWith(`${pressed} `))) {
    pendingKey = { key: pressed, at: now };
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Offers shortcuts while the component is on screen. Memoise the list. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const id = useMemo(() => Symbol("shortcuts"), []);
  useEffect(() => {
    if (registered.size === 0) {
      window.addEventListener("keydown", noteOverlay, true);
      window.addEventListener("keydown", onKeyDown);
    }
    registered.set(id, shortcuts);
    publish();
    return () => {
      registered.delete(id);
      if (registered.size === 0) {
        window.removeEventListener("keydown", noteOverlay, true);
        window.removeEventListener("keydown", onKeyDown);
      }
      publish();
    };
  }, [id, shortcuts]);
}

/** Every shortcut that works now, for the overlay. */
export function useActiveShortcuts(): Shortcut[] {
  return useSyncExternalStore(subscribe, () => snapshot);
}

/** `"mod+k"` as keys to print: `["Ctrl", "K"]`, or `["⌘", "K"]` on Apple machines. */
export function keyCaps(keys: string): string[] {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  const names: Record<string, string> = {
    mod: apple ? "⌘" : "Ctrl",
    Escape: document.documentElement.lang === "en" ? "Esc" : "Échap",
    Enter: "↵",
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
    alt: apple ? "⌥" : "Alt",
    shift: document.documentElement.lang === "en" ? "Shift" : "Maj",
    Delete: document.documentElement.lang === "en" ? "Del" : "Suppr",
    Tab: "Tab",
    Space: document.documentElement.lang === "en" ? "Space" : "Espace",
  };
  return keys.split(/[+ ]/).map((part) => names[part] ?? part.toUpperCase());
}
