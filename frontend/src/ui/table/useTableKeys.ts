import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Shortcut, useShortcuts } from "../../lib/shortcuts";
import { useUiMessages } from "../messages";

interface TableKeysOptions {
  count: number;
  label: string;
  openIndex: number;
  scroller: RefObject<HTMLElement | null>;
  scrollTo: (index: number) => void;
  onOpen: (index: number) => void;
  onToggle?: (index: number) => void;
}

/** Walking a table: arrows, J/K, Home/End, Enter opens, Space or X selects. J/K keep an open panel in step. */
export function useTableKeys(options: TableKeysOptions) {
  const t = useUiMessages();
  const [active, setActive] = useState(0);
  const latest = useRef(options);
  latest.current = options;
  const activeRef = useRef(active);
  activeRef.current = active;

  // The row opened by mouse or by the panel's arrows is where the keyboard goes on.
  useEffect(() => {
    if (options.openIndex >= 0) {
      setActive(options.openIndex);
      latest.current.scrollTo(options.openIndex);
    }
  }, [options.openIndex]);

  const focusRow = useCallback((index: number) => {
    setActive(index);
    latest.current.scrollTo(index);
    // The row may only exist once the virtual window has moved.
    requestAnimationFrame(() => {
      latest.current.scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
    });
  }, []);

  const step = useCallback(
    (by: number) => {
      const { count, openIndex, onOpen } = latest.current;
      const from = openIndex >= 0 ? openIndex : activeRef.current;
      const next = Math.min(count - 1, Math.max(0, from + by));
      if (count === 0) return;
      if (openIndex >= 0) onOpen(next);
      else focusRow(next);
    },
    [focusRow],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.target instanceof HTMLElement &&
      event.target.closest("input, button, a") &&
      event.key !== "ArrowDown" &&
      event.key !== "ArrowUp"
    )
      return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => focusRow(Math.min(options.count - 1, active + 1)),
      ArrowUp: () => focusRow(Math.max(0, active - 1)),
      Home: () => focusRow(0),
      End: () => focusRow(options.count - 1),
      Enter: () => options.onOpen(active),
    };
    if (options.onToggle) {
      const toggle = () => options.onToggle?.(active);
      moves[" "] = toggle;
      moves.x = toggle;
    }
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  const group = options.label;
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      { keys: "j", label: t("action.next"), group, run: () => step(1) },
      { keys: "k", label: t("action.previous"), group, run: () => step(-1) },
    ],
    [group, step, t],
  );
  useShortcuts(shortcuts);
  return { active, setActive, onKeyDown };
}
