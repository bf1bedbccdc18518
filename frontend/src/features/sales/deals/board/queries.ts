import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../../api";

export type DealCardData = api.DealCard;
export type BoardColumnData = api.BoardColumn;
export type Board = api.BoardOut;
export type Statistics = api.PipelineStatistics;

export type Analysis = api.PipelineAnalysis;
export type Lanes = api.BoardLanes;
export type ChoiceBoardData = api.ChoiceBoard;

/** What a board is narrowed to; absent keys narrow nothing. */
export interface Quick {
  text?: string;
  late?: true;
  rotting?: true;
  no_next_step?: true;
  closing_this_month?: true;
}

export const NOT_NARROWED: Quick = {};

/** Cards a column shows at first, and how many more it unfolds at once. */
const FIRST_CARDS = 20;
const MORE_CARDS = 50;

/** Adds the next cards of a column to it. */
export async function withMoreCards(
  pipelineId: string,
  owner: string,
  column: BoardColumnData,
  quick: Quick = NOT_NARROWED,
): Promise<BoardColumnData> {
  if (!column.next_cursor) return column;
  const { data } = await api.listBoardCards({
    path: { pipeline_id: pipelineId, stage_id: column.stage_id },
    query: { owner, cursor: column.next_cursor, limit: MORE_CARDS, ...quick },
  });
  const known = new Set(column.cards.map((card) => card.id));
  const added = data.items.filter((card) => !known.has(card.id));
  return { ...column, cards: [...column.cards, ...added], next_cursor: data.next_cursor };
}

/** Asks for as many cards as were on screen, so that a refresh never folds a column somebody unfolded. */
async function unfoldedAsBefore(
  pipelineId: string,
  owner: string,
  board: Board,
  before: Board | undefined,
  quick: Quick,
): Promise<Board> {
  const stages = await Promise.all(
    board.stages.map(async (fresh) => {
      const shown = before?.stages.find((column) => column.stage_id === fresh.stage_id)?.cards.length ?? 0;
      let column = fresh;
      while (column.next_cursor && column.cards.length < shown) {
        const longer = await withMoreCards(pipelineId, owner, column, quick);
        if (longer.cards.length === column.cards.length) break;
        column = longer;
      }
      return column;
    }),
  );
  return { ...board, stages };
}

/** Counts and sums per stage and the first cards of each. */
export const boardQuery = (pipelineId: string, owner: string, quick: Quick = NOT_NARROWED) =>
  queryOptions({
    queryKey: ["deal", "board", pipelineId, owner, quick],
    queryFn: async ({ client, queryKey }: { client: QueryClient; queryKey: readonly unknown[] }) => {
      const { data } = await api.getBoard({ path: { pipeline_id: pipelineId }, query: { owner, ...quick } });
      const before = client.getQueryData<Board>(queryKey);
      // One card too many is only the one just dropped there.
      const unfolded = before?.stages.some((column) => column.cards.length > FIRST_CARDS + 1);
      return unfolded ? unfoldedAsBefore(pipelineId, owner, data, before, quick) : data;
    },
  });

/** Value per stage, and what was won each month over twelve months. */
export const statisticsQuery = (pipelineId: string, owner: string) =>
  queryOptions({
    queryKey: ["deal", "statistics", pipelineId, owner],
    queryFn: async () =>
      (await api.getPipelineStatistics({ path: { pipeline_id: pipelineId }, query: { owner } })).data,
  });

/** What each owner's lane adds up to. */
export const lanesQuery = (pipelineId: string, owner: string, quick: Quick) =>
  queryOptions({
    queryKey: ["deal", "lanes", pipelineId, owner, quick],
    queryFn: async () =>
      (await api.listBoardLanes({ path: { pipeline_id: pipelineId }, query: { owner, ...quick } })).data,
  });

/** The single-choice fields a board may be made on. */
export const boardFieldsQuery = queryOptions({
  queryKey: ["object", "deal", "board-fields"],
  queryFn: async () => (await api.listBoardFields()).data,
  staleTime: 60_000,
});

/** Open deals by the choices of a field. */
export const choiceBoardQuery = (pipelineId: string, by: string, owner: string, quick: Quick) =>
  queryOptions({
    queryKey: ["deal", "choice-board", pipelineId, by, owner, quick],
    queryFn: async () =>
      (await api.getChoiceBoard({ query: { by, pipeline_id: pipelineId, owner, ...quick } })).data,
  });

export interface PeriodChoice {
  begin: string;
  end: string;
}

/** What a pipeline achieved over a period. */
export const analysisQuery = (pipelineId: string, owner: string, period: PeriodChoice) =>
  queryOptions({
    queryKey: ["deal", "analysis", pipelineId, owner, period],
    queryFn: async () =>
      (await api.getPipelineAnalysis({ path: { pipeline_id: pipelineId }, query: { owner, ...period } }))
        .data,
    placeholderData: (previous) => previous,
  });

/** Which figure of the analysis to open. */
export interface Behind {
  figure: "entered" | "advanced" | "won" | "lost" | "decided" | "open";
  stage_id?: string;
  of_owner?: string;
  source?: string;
  reason?: string;
}

/** The deals behind a figure, 50 at most; the list holds the rest. */
export const behindQuery = (pipelineId: string, owner: string, period: PeriodChoice, behind: Behind) =>
  queryOptions({
    queryKey: ["deal", "behind", pipelineId, owner, period, behind],
    queryFn: async () =>
      (
        await api.listAnalysisDeals({
          path: { pipeline_id: pipelineId },
          query: { owner, ...period, ...behind, limit: 200 },
        })
      ).data,
  });
