import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { translate } from "../../../lib/i18n";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import type { Stage } from "../pipelines/queries";
import { isSamePlace, moveCard, neighbours, type Place } from "./board/moves";
import type { Board } from "./board/queries";
import { LostReasonDialog } from "./LostReasonDialog";
import { type Deal, type DealMove, moveDeal } from "./queries";

interface MovableDeal {
  id: string;
  name: string;
}

interface PendingMove {
  deal: MovableDeal;
  stage: Stage;
  move: DealMove;
  restore: () => void;
}

const say = (key: string, values?: Record<string, string | number>) => translate("deals", key, values);

/** Shows the move everywhere at once; the answer is the way back. */
function showMove(
  queries: QueryClient,
  deal: MovableDeal,
  stage: Stage,
  stages: Stage[],
  place: Place,
): () => void {
  const today = new Date().toISOString().slice(0, 10);
  const boards = queries.getQueriesData<Board>({ queryKey: ["deal", "board"] });
  const record = queries.getQueryData<Deal>(["deal", deal.id]);
  for (const [key, board] of boards) {
    if (board) queries.setQueryData(key, moveCard(board, stages, deal.id, place, today));
  }
  if (record) {
    queries.setQueryData(["deal", deal.id], {
      ...record,
      stage_id: stage.id,
      stage_name: stage.name,
      stage_kind: stage.kind,
      status: stage.kind,
      closed_on: stage.kind === "open" ? null : today,
      stage_entered_at: record.stage_id === stage.id ? record.stage_entered_at : new Date().toISOString(),
    });
  }
  return () => {
    for (const [key, board] of boards) queries.setQueryData(key, board);
    if (record) queries.setQueryData(["deal", deal.id], record);
  };
}

async function send(queries: QueryClient, { deal, stage, move, restore }: PendingMove, sameStage: boolean) {
  try {
    const { data, changeSetId } = await moveDeal(deal.id, move);
    if (data?.version !== undefined) {
      queries.setQueryData<Deal>(["deal", deal.id], (record) => (record ? { ...record, ...data } : record));
    }
    const text = sameStage
      ? say("board.reordered", { name: deal.name })
      : say("board.moved", { name: deal.name, stage: stage.name });
    notifyUndo(text, changeSetId, restore);
  } catch (error) {
    restore();
    notifyProblem(error, say("board.moveFailed"));
  }
  await Promise.all([
    queries.invalidateQueries({ queryKey: ["deal"] }),
    queries.invalidateQueries({ queryKey: ["timeline", "deal", deal.id] }),
  ]);
}

/**
 * Moves deals between stages: shown at once, undone by a toast. A lost stage asks for the reason first; draw `dialog`
 * where the hook is used.
 */
export function useStageChange(stages: Stage[]) {
  const queries = useQueryClient();
  const [pending, setPending] = useState<PendingMove | null>(null);

  const change = useCallback(
    (deal: MovableDeal, stageId: string, at?: { board: Board; index: number }) => {
      const stage = stages.find((candidate) => candidate.id === stageId);
      if (!stage) return;
      const place = { stageId, index: at?.index ?? 0 };
      if (at && isSamePlace(at.board, deal.id, place)) return;
      const wasHere =
        at?.board.stages
          .find((column) => column.stage_id === stageId)
          ?.cards.some((card) => card.id === deal.id) ?? false;
      const move: DealMove = { stage_id: stageId, ...(at ? neighbours(at.board, deal.id, place) : {}) };
      void queries.cancelQueries({ queryKey: ["deal", "board"] });
      const restore = showMove(queries, deal, stage, stages, place);
      const step = { deal, stage, move, restore };
      if (stage.kind === "lost" && !wasHere) setPending(step);
      else void send(queries, step, wasHere);
    },
    [queries, stages],
  );

  const dialog = pending ? (
    <LostReasonDialog
      name={pending.deal.name}
      onCancel={() => {
        pending.restore();
        setPending(null);
      }}
      onSubmit={(reason) => {
        setPending(null);
        void send(queries, { ...pending, move: { ...pending.move, lost_reason: reason } }, false);
      }}
    />
  ) : null;
  return { change, dialog };
}
