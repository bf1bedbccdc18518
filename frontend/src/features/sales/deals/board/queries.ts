import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../../api";
import type { OwnerScope } from "../queries";

export type DealCardData = api.DealCard;
export type BoardColumnData = api.BoardColumn;
export type Board = api.BoardOut;
export type Statistics = api.PipelineStatistics;

/** Cards a column shows at first, and how many more it unfolds at once. */
const FIRST_CARDS = 20;
const MORE_CARDS = 50;

/** Adds the next cards of a column to it. */
export async function withMoreCards(
  pipelineId: string,
  owner: OwnerScope,
  column: BoardColumnData,
): Promise<BoardColumnData> {
  if (!column.next_cursor) return column;
  const { data } = await api.listBoardCards({
    path: { pipeline_id: pipelineId, stage_id: column.stage_id },
    query: { owner, cursor: column.next_cursor, limit: MORE_CARDS },
  });
  const known = new Set(column.cards.map((card) => card.id));
  const added = data.items.filter((card) => !known.has(card.id));
  return { ...column, cards: [...column.cards, ...added], next_cursor: data.next_cursor };
}

/** Asks for as many cards as were on screen, so that a refresh never folds a column somebody unfolded. */
async function unfoldedAsBefore(
  pipelineId: string,
  owner: OwnerScope,
  board: Board,
  before: Board | undefined,
): Promise<Board> {
  const stages = await Promise.all(
    board.stages.map(async (fresh) => {
      const shown = before?.stages.find((column) => column.stage_id === fresh.stage_id)?.cards.length ?? 0;
      let column = fresh;
      while (column.next_cursor && column.cards.length < shown) {
        const longer = await withMoreCards(pipelineId, owner, column);
        if (longer.cards.length === column.cards.length) break;
        column = longer;
      }
      return column;
    }),
  );
  return { ...board, stages };
}

/** Counts and sums per stage and the first cards of each. */
export const boardQuery = (pipelineId: string, owner: OwnerScope) =>
  queryOptions({
    queryKey: ["deal", "board", pipelineId, owner],
    queryFn: async ({ client, queryKey }: { client: QueryClient; queryKey: readonly unknown[] }) => {
      const { data } = await api.getBoard({ path: { pipeline_id: pipelineId }, query: { owner } });
      const before = client.getQueryData<Board>(queryKey);
      // One card too many is only the one just dropped there.
      const unfolded = before?.stages.some((column) => column.cards.length > FIRST_CARDS + 1);
      return unfolded ? unfoldedAsBefore(pipelineId, owner, data, before) : data;
    },
  });

/** Value per stage, and what was won each month over twelve months. */
export const statisticsQuery = (pipelineId: string, owner: OwnerScope) =>
  queryOptions({
    queryKey: ["deal", "statistics", pipelineId, owner],
    queryFn: async () =>
      (await api.getPipelineStatistics({ path: { pipeline_id: pipelineId }, query: { owner } })).data,
  });
