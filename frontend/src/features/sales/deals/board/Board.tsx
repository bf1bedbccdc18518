import { DragDropProvider, DragOverlay, PointerSensor } from "@dnd-kit/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { usePanel } from "../../../../lib/address";
import { openCreate, recordSequence } from "../../../../lib/stores";
import { ErrorState } from "../../../../ui/ErrorState";
import { dragPlugins } from "../../dragPlugins";
import { useDealMessages } from "../../messages";
import type { Pipeline } from "../../pipelines/queries";
import { dealQuery } from "../queries";
import { useStageChange } from "../useStageChange";
import { BoardColumn } from "./BoardColumn";
import { BoardEmpty } from "./BoardEmpty";
import { BoardSkeleton } from "./BoardSkeleton";
import classes from "./board.module.css";
import { CardContent, DRAG_HINT_ID } from "./DealCard";
import {
  type BoardColumnData,
  type Board as BoardData,
  boardQuery,
  type Quick,
  withMoreCards,
} from "./queries";
import { useBoardDrag } from "./useBoardDrag";
import { useBoardKeys } from "./useBoardKeys";

interface BoardProps {
  pipeline: Pipeline;
  /** `me`, `team`, `all`, `none` or a member's id. */
  owner: string;
  quick: Quick;
  /** One lane among others: not scrolled by itself, and drawn even when it is empty. */
  lane?: boolean;
  canMove: boolean;
  canCreate: boolean;
  onOpenLines: (stageId: string) => void;
  onShowAll: (() => void) | null;
}

const SENSORS = [PointerSensor];

/** Shares the order of the cards with the side panel and the full page, so that they can walk them. */
function useSharedSequence(board: BoardData | undefined): void {
  useEffect(() => {
    if (!board) return;
    const ids = board.stages.flatMap((column) => column.cards.map((card) => card.id));
    recordSequence.set({ object: "deal", ids, total: null });
  }, [board]);
}

/** How cards are moved with the keyboard, once per page. */
export function DragHint() {
  const t = useDealMessages();
  return (
    <p id={DRAG_HINT_ID} className="visually-hidden">
      {t("board.instructions")}
    </p>
  );
}

/** The pipeline as columns of cards. */
export function Board(props: BoardProps) {
  const { pipeline, owner, quick, lane = false, canMove, canCreate, onOpenLines, onShowAll } = props;
  const t = useDealMessages();
  const queries = useQueryClient();
  const root = useRef<HTMLDivElement>(null);
  const { open } = usePanel();
  const { data: board, error, refetch } = useQuery(boardQuery(pipeline.id, owner, quick));
  const { change, dialog } = useStageChange(pipeline.stages);
  const { drag, said, handlers, onKeyDown } = useBoardDrag({
    board,
    stages: pipeline.stages,
    root,
    canMove,
    onDrop: (card, to, shown) => change(card, to.stageId, { board: shown, index: to.index }),
  });
  const keys = useBoardKeys(board, root);
  useSharedSequence(lane ? undefined : board);

  const onOpen = useCallback((id: string) => open("deal", id), [open]);
  const onHover = useCallback((id: string) => void queries.prefetchQuery(dealQuery(id)), [queries]);
  const onCreate = useCallback(
    (stageId: string) => openCreate("deal", { pipeline_id: pipeline.id, stage_id: stageId }),
    [pipeline.id],
  );
  const onMore = useCallback(
    async (column: BoardColumnData) => {
      const longer = await withMoreCards(pipeline.id, owner, column, quick);
      queries.setQueryData<BoardData>(boardQuery(pipeline.id, owner, quick).queryKey, (shown) =>
        shown
          ? {
              ...shown,
              stages: shown.stages.map((each) => (each.stage_id === column.stage_id ? longer : each)),
            }
          : shown,
      );
    },
    [queries, pipeline.id, owner, quick],
  );

  if (error && !board)
    return <ErrorState error={error} title={t("board.failed")} onRetry={() => void refetch()} />;
  if (!board) return <BoardSkeleton stages={pipeline.stages} />;
  const narrowed = Object.keys(quick).length > 0;
  if (!lane && !narrowed && board.stages.every((column) => column.count === 0))
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
        data-lane={lane || undefined}
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
      {lane ? null : <DragHint />}
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
