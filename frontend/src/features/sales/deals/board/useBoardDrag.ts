import type { DragDropProvider } from "@dnd-kit/react";
import { type ComponentProps, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useDealMessages } from "../../messages";
import type { Stage } from "../../pipelines/queries";
import { findCard, type Place } from "./moves";
import { placeAt, stayingCount, stepPlace } from "./places";
import type { Board, DealCardData } from "./queries";

export interface BoardDrag {
  card: DealCardData;
  from: Place;
  /** Null while the pointer is beside the board. */
  to: Place | null;
  by: "pointer" | "keyboard";
}

type Handlers = Pick<ComponentProps<typeof DragDropProvider>, "onDragStart" | "onDragMove" | "onDragEnd">;

interface Options {
  board: Board | undefined;
  stages: Stage[];
  root: RefObject<HTMLElement | null>;
  canMove: boolean;
  onDrop: (card: DealCardData, to: Place, board: Board) => void;
}

const samePlace = (a: Place | null, b: Place | null) => a?.stageId === b?.stageId && a?.index === b?.index;
const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];

/** Dragging a card by mouse, finger or keys. Only the columns it leaves and enters are drawn again. */
export function useBoardDrag({ board, stages, root, canMove, onDrop }: Options) {
  const t = useDealMessages();
  const [drag, setDrag] = useState<BoardDrag | null>(null);
  const [said, setSaid] = useState("");
  const [dropped, setDropped] = useState<string | null>(null);
  // Handlers run between two drawings: they read what holds now.
  const now = useRef(drag);
  now.current = drag;

  const say = (key: "picked" | "over" | "dropped", card: DealCardData, at: Place) => {
    const stage = stages.find((candidate) => candidate.id === at.stageId)?.name ?? "";
    const total = board ? stayingCount(board, at.stageId, card.id) + 1 : 0;
    setSaid(t(`board.${key}`, { name: card.name, stage, index: at.index + 1, total }));
  };
  const start = (id: string, by: BoardDrag["by"]) => {
    const found = board ? findCard(board, id) : null;
    if (!found) return;
    const next = { card: found.card, from: found.place, to: found.place, by };
    now.current = next;
    setDrag(next);
    say("picked", found.card, found.place);
  };
  const moveTo = (to: Place | null) => {
    const current = now.current;
    if (!current || samePlace(current.to, to)) return;
    now.current = { ...current, to };
    setDrag(now.current);
    if (to) say("over", current.card, to);
  };
  const end = (canceled: boolean) => {
    const current = now.current;
    now.current = null;
    setDrag(null);
    if (!current || !board) return;
    if (canceled || !current.to) setSaid(t("board.cancelled", { name: current.card.name }));
    else {
      say("dropped", current.card, current.to);
      onDrop(current.card, current.to, board);
      if (current.by === "keyboard") setDropped(current.card.id);
    }
  };

  const handlers: Handlers = {
    onDragStart: ({ operation }) => start(String(operation.source?.id), "pointer"),
    onDragMove: ({ to, operation }) => {
      const point = to ?? operation.position.current;
      if (board && root.current && now.current)
        moveTo(placeAt(root.current, board, now.current.card.id, point));
    },
    onDragEnd: ({ canceled }) => end(canceled),
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const current = now.current;
    const id = event.target instanceof HTMLElement ? event.target.dataset.card : undefined;
    if (!id || !board || current?.by === "pointer") return;
    if (!current) {
      if (event.key !== " " || !canMove) return;
      event.preventDefault();
      start(id, "keyboard");
      return;
    }
    const isArrow = ARROWS.includes(event.key);
    if (!isArrow && ![" ", "Enter", "Escape", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isArrow && current.to) moveTo(stepPlace(board, current.card.id, current.to, event.key));
    else if (!isArrow) end(event.key === "Escape" || event.key === "Tab");
  };

  // A card dropped in another column is a new element: the keyboard stays with it.
  useEffect(() => {
    if (!dropped || !board) return;
    root.current?.querySelector<HTMLElement>(`[data-card="${dropped}"]`)?.focus();
    setDropped(null);
  }, [dropped, board, root]);

  const heldAt = drag?.by === "keyboard" ? drag.to : null;
  useEffect(() => {
    if (heldAt)
      root.current
        ?.querySelector("[data-slot]")
        ?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "auto" });
  }, [heldAt, root]);

  return { drag, said, handlers, onKeyDown };
}
