import { useCallback, useEffect, useRef, useState } from "react";
import { currentWorkspaceId } from "./http";

const PREFIX = "sillage-draft";
const SAVE_AFTER_MS = 300;

interface StoredDraft<T> {
  savedAt: string;
  value: T;
}

const storageKey = (key: string) => `${PREFIX}:${currentWorkspaceId() ?? "-"}:${key}`;

/** Reads a kept draft, or null. */
export function readDraft<T>(key: string): StoredDraft<T> | null {
  try {
    const text = localStorage.getItem(storageKey(key));
    return text ? (JSON.parse(text) as StoredDraft<T>) : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; silently gives up where storage is full or refused, since the form itself still holds it. */
export function writeDraft<T>(key: string, value: T): string {
  const savedAt = new Date().toISOString();
  try {
    localStorage.setItem(storageKey(key), JSON.stringify({ savedAt, value }));
  } catch {
    // Nothing to do: the draft lives on in the open form.
  }
  return savedAt;
}

/** Forgets one draft. */
export function dropDraft(key: string): void {
  localStorage.removeItem(storageKey(key));
}

/** Forgets every draft of this browser, when the person signs out. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`${PREFIX}:`)) localStorage.removeItem(key);
}

export interface Draft<T> {
  value: T;
  setValue: (next: T) => void;
  /** When the draft was last kept; null while nothing was typed. */
  savedAt: string | null;
  /** True when the value comes from an earlier visit. */
  restored: boolean;
  /** Forgets the draft, after the form was sent or given up. */
  clear: () => void;
}

/** The value of a form that survives reload. `key` names form and record: `"deal-create"`, `"note:<id>"`. */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const [stored] = useState(() => readDraft<T>(key));
  const [value, setState] = useState<T>(stored?.value ?? initial);
  const [savedAt, setSavedAt] = useState<string | null>(stored?.savedAt ?? null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef<T | null>(null);

  const flush = useCallback(() => {
    if (timer.current === null || latest.current === null) return;
    clearTimeout(timer.current);
    timer.current = null;
    setSavedAt(writeDraft(key, latest.current));
  }, [key]);

  const setValue = useCallback(
    (next: T) => {
      setState(next);
      latest.current = next;
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(flush, SAVE_AFTER_MS);
    },
    [flush],
  );

  const clear = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    latest.current = null;
    dropDraft(key);
    setSavedAt(null);
    setState(initial);
  }, [key, initial]);

  // Closing the tab within the delay must not lose the last words.
  useEffect(() => {
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [flush]);

  return { value, setValue, savedAt, restored: stored !== null, clear };
}
