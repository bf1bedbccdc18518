import { type KeyboardEvent, type RefObject, useCallback, useMemo } from "react";
import { usePanel } from "../../../../lib/address";
import { type Shortcut, useShortcuts } from "../../../../lib/shortcuts";
import { useDealMessages } from "../../messages";
import type { Board } from "./queries";

/** Walking the board: arrows from card to card, J and K through all of them with the panel in step. */
export function useBoardKeys(board: Board | undefined, root: RefObject<HTMLElement | null>) {
  const t = useDealMessages();
  const { panel, open } = usePanel();
  const openId = panel?.object === "deal" ? panel.id : null;

  const focusCard = useCallback(
    (id: string | undefined) => {
      const card = id ? root.current?.querySelector<HTMLElement>(`[data-card="${id}"]`) : null;
      card?.focus();
      card?.scrollIntoView({ block: "nearest", inline: "nearest" });
      return Boolean(card);
    },
    [root],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.card : undefined;
    if (!id || !board || event.ctrlKey || event.metaKey || event.altKey) return;
    const column = board.stages.findIndex((stage) => stage.cards.some((card) => card.id === id));
    const cards = board.stages[column]?.cards ?? [];
    const row = cards.findIndex((card) => card.id === id);
    const sideways = (step: 1 | -1) => {
      const filled = board.stages.filter((_, index) => (step > 0 ? index > column : index < column));
      const target = (step > 0 ? filled : filled.reverse()).find((stage) => stage.cards.length > 0);
      return target?.cards[Math.min(row, target.cards.length - 1)]?.id;
    };
    const targets: Record<string, () => string | undefined> = {
      ArrowUp: () => cards[row - 1]?.id,
      ArrowDown: () => cards[row + 1]?.id,
      ArrowLeft: () => sideways(-1),
      ArrowRight: () => sideways(1),
    };
    const target = targets[event.key];
    if (!target) return;
    event.preventDefault();
    focusCard(target());
  };

  const step = useCallback(
    (by: 1 | -1) => {
      const ids = board?.stages.flatMap((stage) => stage.cards.map((card) => card.id)) ?? [];
      const focused =
        document.activeElement instanceof HTMLElement ? document.activeElement.dataset.card : null;
      const from = ids.indexOf(openId ?? focused ?? "");
      const next = from < 0 ? ids[0] : ids[from + by];
      if (next === undefined) return;
      if (openId) open("deal", next);
      focusCard(next);
    },
    [board, openId, open, focusCard],
  );
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      { keys: "j", label: t("board.nextCard"), group: t("pipeline"), run: () => step(1) },
      { keys: "k", label: t("board.previousCard"), group: t("pipeline"), run: () => step(-1) },
    ],
    [step, t],
  );
  useShortcuts(shortcuts);
  return { onKeyDown, openId };
}
