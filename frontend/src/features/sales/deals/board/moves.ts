import type { Stage } from "../../pipelines/queries";
import type { Board, BoardColumnData, DealCardData } from "./queries";

export interface Place {
  stageId: string;
  index: number;
}

/** Cents of a decimal amount: sums of floats would drift. */
export function toCents(amount: string): number {
  return Math.round(Number(amount) * 100);
}

const fromCents = (cents: number) => (cents / 100).toFixed(2);
const plus = (amount: string, cents: number) => fromCents(toCents(amount) + cents);

/** What a deal weighs with its probability. */
function weighted(card: DealCardData): number {
  return Math.round((toCents(card.amount) * card.probability) / 100);
}

/** Where a card is on the board. */
export function findCard(board: Board, id: string): { card: DealCardData; place: Place } | null {
  for (const column of board.stages) {
    const index = column.cards.findIndex((card) => card.id === id);
    const card = column.cards[index];
    if (card) return { card, place: { stageId: column.stage_id, index } };
  }
  return null;
}

function without(column: BoardColumnData, card: DealCardData): BoardColumnData {
  return {
    ...column,
    count: column.count - 1,
    amount: plus(column.amount, -toCents(card.amount)),
    weighted_amount: plus(column.weighted_amount, -weighted(card)),
    cards: column.cards.filter((other) => other.id !== card.id),
  };
}

function withCard(column: BoardColumnData, card: DealCardData, index: number): BoardColumnData {
  const cards = [...column.cards];
  cards.splice(index, 0, card);
  return {
    ...column,
    count: column.count + 1,
    amount: plus(column.amount, toCents(card.amount)),
    weighted_amount: plus(column.weighted_amount, weighted(card)),
    cards,
  };
}

function totals(board: Board, stages: Stage[]): Board {
  const open = board.stages.filter((column) =>
    stages.some((stage) => stage.id === column.stage_id && stage.kind === "open"),
  );
  const sum = (pick: (column: BoardColumnData) => number) =>
    open.reduce((total, column) => total + pick(column), 0);
  return {
    ...board,
    open_count: sum((column) => column.count),
    open_amount: fromCents(sum((column) => toCents(column.amount))),
    weighted_amount: fromCents(sum((column) => toCents(column.weighted_amount))),
  };
}

/** The board as it will be once the server has moved the card; counts and sums follow at once. */
export function moveCard(board: Board, stages: Stage[], id: string, to: Place, today: string): Board {
  const found = findCard(board, id);
  const target = stages.find((stage) => stage.id === to.stageId);
  if (!found || !target) return board;
  const { card, place } = found;
  const source = stages.find((stage) => stage.id === place.stageId);
  // A card whose probability is the stage's follows the new stage; one set by hand stays.
  const follows = card.probability === source?.probability;
  const changesStage = place.stageId !== to.stageId;
  const moved: DealCardData = changesStage
    ? {
        ...card,
        stage_id: to.stageId,
        status: target.kind,
        probability: follows || target.kind !== "open" ? target.probability : card.probability,
        closed_on: target.kind === "open" ? null : today,
        stage_entered_at: new Date().toISOString(),
      }
    : card;
  const columns = board.stages
    .map((column) => (column.stage_id === place.stageId ? without(column, card) : column))
    .map((column) => (column.stage_id === to.stageId ? withCard(column, moved, to.index) : column));
  return totals({ ...board, stages: columns }, stages);
}

/** Neighbours of a place, as the server takes them; the moving card itself does not count. */
export function neighbours(board: Board, id: string, to: Place): { before_id?: string; after_id?: string } {
  const cards = board.stages
    .find((column) => column.stage_id === to.stageId)
    ?.cards.filter((card) => card.id !== id);
  const next = cards?.[to.index];
  if (next) return { before_id: next.id };
  const previous = cards?.[to.index - 1];
  return previous ? { after_id: previous.id } : {};
}

/** True when dropping there changes nothing. */
export function isSamePlace(board: Board, id: string, to: Place): boolean {
  const found = findCard(board, id);
  return found !== null && found.place.stageId === to.stageId && found.place.index === to.index;
}
