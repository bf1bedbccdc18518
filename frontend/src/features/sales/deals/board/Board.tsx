import { DragDropProvider, DragOverlay, PointerSensor } from "@dnd-kit/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { usePanel } from "../../../../lib/address";
import { openCreate, recordSequence } from "../../../../lib/stores";
import { ErrorState } from "../../../../ui/ErrorState";
import { dragPlugins } from "../../dragPlugins";
import { useDealMessages } from "../../messages";
import type { Pipeline } from "../../pipelines/queries";
import { dealQuery, type OwnerScope } from "../queries";
import { useStageChange } from "../useStageChange";
import { BoardColumn } from "./BoardColumn";
import { BoardEmpty } from "./BoardEmpty";
import { BoardSkeleton } from "./BoardSkeleton";
import classes from "./board.module.css";
import { CardContent, DRAG_HINT_ID } from "./DealCard";
import { type BoardColumnData, type Board as BoardData, boardQuery, withMoreCards } from "./queries";
import { useBoardDrag } from "./useBoardDrag";
import { useBoardKeys } from "./useBoardKeys";

interface BoardProps {
  pipeline: Pipeline;
  owner: OwnerScope;
  canMove: boolean;
  canCreate: boolean;
  onOpenLines: (stageId: string) => void;
  onShowAll: (() => void) | null;
}

const SENSORS = [PointerSensor];

/** Shares the order of the cards with the side panel and the full page, so that they can walk them. */
function useSharedSequence(board: BoardData | undefined): void {
  useEffect(() => {
    const ids = board?.stages.flatMap((column) => column.cards.map((card) => card.id)) ?? [];
    recordSequence.set({ object: "deal", ids, total: null });
  }, [board]);
}

/** The pipeline as columns of cards. */
export function Board({ pipeline, owner, canMove, canCreate, onOpenLines, onShowAll }: BoardProps) {
  const t = useDealMessages();
  const queries = useQueryClient();
  const root = useRef<HTMLDivElement>(null);
  const { open } = usePanel();
  const { data: board, error, refetch } = useQuery(boardQuery(pipeline.id, owner));
  const { change, dialog } = useStageChange(pipeline.stages);
  const { drag, said, handlers, onKeyDown } = useBoardDrag({
    board,
    stages: pipeline.stages,
    root,
    canMove,
    onDrop: (card, to, shown) => change(card, to.stageId, { board: shown, index: to.index }),
  });
  const keys = useBoardKeys(board, root);
  useSharedSequence(board);

  const onOpen = useCallback((id: string) => open("deal", id), [open]);
  const onHover = useCallback((id: string) => void queries.prefetchQuery(dealQuery(id)), [queries]);
  const onCreate = useCallback(
    (stageId: string) => openCreate("deal", { pipeline_id: pipeline.id, stage_id: stageId }),
    [pipeline.id],
  );
  const onMore = useCallback(
    async (column: BoardColumnData) => {
      const longer = await withMoreCards(pipeline.id, owner, column);
      queries.setQueryData<BoardData>(boardQuery(pipeline.id, owner).queryKey, (shown) =>
        shown
          ? {
              ...shown,
              stages: shown.stages.map((each) => (each.stage_id === column.stage_id ? longer : each)),
            }
          : shown,
      );
    },
    [queries, pipeline.id, owner],
  );

  if (error && !board)
    return <ErrorState error={error} title={t("board.failed")} onRetry={() => void refetch()} />;
  if (!board) return <BoardSkeleton stages={pipeline.stages} />;
  if (board.stages.every((column) => column.count === 0))
    return (
      <BoardEmpty
        pipelineId={pipeline.id}
        mine={owner === "me"}
        canCreate={canCreate}
        onShowAll={onShowAll}
      />
    );

  const touched = (stageId: string) => drag?.from.stageId === stageId || drag?.to?.stageId === stageId;
  return (
    <DragDropProvider {...handlers} sensors={SENSORS} plugins={dragPlugins}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the focused card arrive here. */}
      <div
        ref={root}
        className={classes.board}
        data-dragging={drag !== null || undefined}
        onKeyDownCapture={onKeyDown}
        onKeyDown={keys.onKeyDown}
      >
        {pipeline.stages.map((stage) => {
          const column = board.stages.find((each) => each.stage_id === stage.id);
          return column ? (
            <BoardColumn
              key={stage.id}
              stage={stage}
              column={column}
              slot={drag?.to?.stageId === stage.id ? drag.to.index : null}
              dragged={drag && touched(stage.id) ? drag.card : null}
              held={drag?.by === "keyboard"}
              openId={column.cards.some((card) => card.id === keys.openId) ? keys.openId : null}
              canMove={canMove}
              onOpen={onOpen}
              onHover={onHover}
              onCreate={canCreate ? onCreate : null}
              onOpenLines={onOpenLines}
              onMore={onMore}
            />
          ) : null;
        })}
      </div>
      <p id={DRAG_HINT_ID} className="visually-hidden">
        {t("board.instructions")}
      </p>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      <DragOverlay dropAnimation={null}>
        {drag?.by === "pointer" ? (
          <div className={`${classes.card} ${classes.overlay}`}>
            <CardContent card={drag.card} />
          </div>
        ) : null}
      </DragOverlay>
      {dialog}
    </DragDropProvider>
  );
}
