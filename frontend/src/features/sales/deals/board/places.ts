import type { Place } from "./moves";
import type { Board } from "./queries";

/** Height of a card and the gap under it. */
export const CARD_PITCH = 90;
const TRAY_PADDING = 8;

/** How many cards of a column stay while one is dragged. */
export function stayingCount(board: Board, stageId: string, draggedId: string): number {
  const cards = board.stages.find((column) => column.stage_id === stageId)?.cards ?? [];
  return cards.filter((card) => card.id !== draggedId).length;
}

/** The place under the pointer: cards have one height, so no card needs to be measured. */
export function placeAt(
  root: ParentNode,
  board: Board,
  draggedId: string,
  point: { x: number; y: number },
): Place | null {
  for (const tray of root.querySelectorAll<HTMLElement>("[data-tray]")) {
    const box = tray.getBoundingClientRect();
    if (point.x < box.left - TRAY_PADDING || point.x > box.right + TRAY_PADDING) continue;
    const stageId = tray.dataset.tray as string;
    const row = Math.floor((point.y - box.top + tray.scrollTop - TRAY_PADDING) / CARD_PITCH);
    return { stageId, index: Math.max(0, Math.min(row, stayingCount(board, stageId, draggedId))) };
  }
  return null;
}

/** One step of the arrow keys: up and down within the column, left and right to its neighbours. */
export function stepPlace(board: Board, draggedId: string, from: Place, key: string): Place {
  const columns = board.stages.map((column) => column.stage_id);
  const column = columns.indexOf(from.stageId);
  const last = stayingCount(board, from.stageId, draggedId);
  if (key === "ArrowUp") return { ...from, index: Math.max(0, from.index - 1) };
  if (key === "ArrowDown") return { ...from, index: Math.min(last, from.index + 1) };
  const next = columns[column + (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0)];
  if (next === undefined) return from;
  return { stageId: next, index: Math.min(from.index, stayingCount(board, next, draggedId)) };
}
