import { Skeleton } from "@mantine/core";
import { StageIcon } from "../../../../ui/record/StageIcon";
import type { Stage } from "../../pipelines/queries";
import classes from "./board.module.css";

const CARDS = [5, 4, 3, 4, 2, 3, 2, 1];
const SHAPE: { id: string; stage: Stage | null }[] = Array.from({ length: 6 }, (_, index) => ({
  id: `column-${index}`,
  stage: null,
}));

/** The board before its cards are known: stage names are real as soon as the pipeline is. */
export function BoardSkeleton({ stages }: { stages?: Stage[] }) {
  const columns = stages ? stages.map((stage) => ({ id: stage.id, stage })) : SHAPE;
  return (
    <div className={classes.board} aria-busy="true">
      {columns.map(({ id, stage }, position) => (
        <div key={id} className={classes.column}>
          <div className={classes.columnHead}>
            <div className={classes.columnTitle}>
              {stage ? (
                <>
                  <StageIcon probability={stage.probability} kind={stage.kind} />
                  <h2 className="truncate">{stage.name}</h2>
                </>
              ) : (
                <Skeleton height={12} width={110} />
              )}
            </div>
            <div className={classes.columnSum}>
              <Skeleton height={10} width={80} mt={5} mb={5} />
            </div>
          </div>
          <div className={classes.tray}>
            {Array.from({ length: CARDS[position] ?? 2 }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity.
              <div key={row} className={classes.skeletonCard} aria-hidden="true">
                <Skeleton height={10} width="72%" />
                <Skeleton height={8} width="56%" />
                <Skeleton height={8} width="88%" />
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
