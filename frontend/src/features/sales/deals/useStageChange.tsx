import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { translate } from "../../../lib/i18n";
import { asProblem, type FieldProblem } from "../../../lib/problem";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import type { Stage } from "../pipelines/queries";
import { isSamePlace, moveCard, neighbours, type Place } from "./board/moves";
import type { Board } from "./board/queries";
import { LostReasonDialog } from "./LostReasonDialog";
import { type Deal, type DealChange, type DealMove, moveDeal } from "./queries";
import { StageFieldsDialog } from "./StageFieldsDialog";

interface MovableDeal {
  id: string;
  name: string;
}

interface PendingMove {
  deal: MovableDeal;
  stage: Stage;
  move: DealMove;
  restore: () => void;
  sameStage: boolean;
}

/** What is asked before the move can be made: the reason of a loss, or fields the stage requires. */
interface Asked {
  step: PendingMove;
  fields: readonly FieldProblem[] | null;
}

const say = (key: string, values?: Record<string, string | number>) => translate("deals", key, values);
const REQUIRED = "required_to_enter";

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

/** Sends the move; the answer is what the stage still requires, if that is why it was refused. */
async function send(queries: QueryClient, step: PendingMove): Promise<readonly FieldProblem[] | null> {
  const { deal, stage, move, restore, sameStage } = step;
  let asked: readonly FieldProblem[] | null = null;
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
    const missing = asProblem(error).fields.filter((field) => field.code === REQUIRED);
    if (missing.length > 0) asked = missing;
    else notifyProblem(error, say("board.moveFailed"));
  }
  await Promise.all([
    queries.invalidateQueries({ queryKey: ["deal"] }),
    queries.invalidateQueries({ queryKey: ["timeline", "deal", deal.id] }),
  ]);
  return asked;
}

/**
 * Moves deals between stages: shown at once, undone by a toast. A lost stage asks for the reason first, and a stage
 * that requires fields asks for those that are missing; draw `dialog` where the hook is used.
 */
export function useStageChange(stages: Stage[]) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);

  const attempt = useCallback(
    async (step: PendingMove) => {
      const fields = await send(queries, step);
      if (fields) setAsked({ step, fields });
    },
    [queries],
  );

  const change = useCallback(
    (deal: MovableDeal, stageId: string, at?: { board: Board; index: number }) => {
      const stage = stages.find((candidate) => candidate.id === stageId);
      if (!stage) return;
      const place = { stageId, index: at?.index ?? 0 };
      if (at && isSamePlace(at.board, deal.id, place)) return;
      const sameStage =
        at?.board.stages
          .find((column) => column.stage_id === stageId)
          ?.cards.some((card) => card.id === deal.id) ?? false;
      const move: DealMove = { stage_id: stageId, ...(at ? neighbours(at.board, deal.id, place) : {}) };
      void queries.cancelQueries({ queryKey: ["deal", "board"] });
      const restore = showMove(queries, deal, stage, stages, place);
      const step = { deal, stage, move, restore, sameStage };
      if (stage.kind === "lost" && !sameStage) setAsked({ step, fields: null });
      else void attempt(step);
    },
    [queries, stages, attempt],
  );

  const cancel = () => {
    asked?.step.restore();
    setAsked(null);
  };
  const retry = (values: DealChange) => {
    if (!asked) return;
    setAsked(null);
    const { step } = asked;
    void attempt({ ...step, move: { ...step.move, values: { ...step.move.values, ...values } } });
  };
  const dialog =
    asked === null ? null : asked.fields ? (
      <StageFieldsDialog
        name={asked.step.deal.name}
        stage={asked.step.stage.name}
        fields={asked.fields}
        onCancel={cancel}
        onSubmit={retry}
      />
    ) : (
      <LostReasonDialog name={asked.step.deal.name} onCancel={cancel} onSubmit={retry} />
    );
  return { change, dialog };
}
