import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type CSSProperties, memo, useState } from "react";
import { useFormat } from "../../../../lib/format";
import { useSession } from "../../../../lib/session";
import { StageIcon } from "../../../../ui/record/StageIcon";
import { notifyProblem } from "../../../../ui/toasts";
import { Amount } from "../../../../ui/values";
import { useDealMessages } from "../../messages";
import type { Stage } from "../../pipelines/queries";
import { Apart } from "../Apart";
import classes from "./board.module.css";
import { CardContent, DealCard } from "./DealCard";
import type { BoardColumnData, DealCardData } from "./queries";

const LONG_COLUMN = 60;

interface BoardColumnProps {
  stage: Stage;
  column: BoardColumnData;
  /** Where a dragged card would land, among the cards that stay; null when it is over another column. */
  slot: number | null;
  /** The card being dragged, when it comes from or goes to this column. */
  dragged: DealCardData | null;
  /** Dragged with the keyboard: the slot shows the card itself. */
  held: boolean;
  openId: string | null;
  canMove: boolean;
  onOpen: (id: string) => void;
  onHover: (id: string) => void;
  onCreate: ((stageId: string) => void) | null;
  onOpenLines: (stageId: string) => void;
  onMore: (column: BoardColumnData) => Promise<void>;
}

function ColumnHead({ stage, column, onCreate, onOpenLines }: Omit<BoardColumnProps, "slot">) {
  const t = useDealMessages();
  const format = useFormat();
  const currency = useSession().workspace?.currency ?? "EUR";
  return (
    <header className={classes.columnHead}>
      <div className={classes.columnTitle}>
        <StageIcon probability={stage.probability} kind={stage.kind} />
        <h2 className="truncate" title={stage.name}>
          {stage.name}
        </h2>
        <span className={`${classes.columnCount} tabular`}>{format.number(column.count)}</span>
        {onCreate && stage.kind === "open" ? (
          <Tooltip label={t("createIn", { stage: stage.name })}>
            <ActionIcon
              className={classes.columnAdd}
              size={24}
              onClick={() => onCreate(stage.id)}
              aria-label={t("createIn", { stage: stage.name })}
            >
              <IconPlus size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
      <div className={classes.columnSum} title={t("openLines")}>
        <Amount
          value={column.amount}
          currency={currency}
          decimals="never"
          tax={t("excludingTax")}
          onOpen={() => onOpenLines(stage.id)}
        />
        {stage.kind === "open" && column.count > 0 ? (
          <span className={classes.columnWeighted}>
            <Amount value={column.weighted_amount} currency={currency} decimals="never" /> {t("weighted")}
          </span>
        ) : (
          // The trays of all columns begin at one height.
          <span className={classes.columnWeighted}>{"\u00a0"}</span>
        )}
        <Apart parts={column.apart} />
      </div>
    </header>
  );
}

function MoreButton({ column, onMore }: Pick<BoardColumnProps, "column" | "onMore">) {
  const t = useDealMessages();
  const [busy, setBusy] = useState(false);
  const left = Math.min(50, column.count - column.cards.length);
  if (!column.next_cursor || left <= 0) return null;
  const load = async () => {
    setBusy(true);
    try {
      await onMore(column);
    } catch (error) {
      notifyProblem(error);
    }
    setBusy(false);
  };
  return (
    <UnstyledButton className={classes.more} disabled={busy} onClick={() => void load()}>
      {t("board.more", { count: left })}
    </UnstyledButton>
  );
}

/** A stage: count and sum above its tray of cards. */
export const BoardColumn = memo(function BoardColumn(props: BoardColumnProps) {
  const { stage, column, slot, dragged, held, openId, canMove, onOpen, onHover, onMore } = props;
  const t = useDealMessages();
  const staying = column.cards.filter((card) => card.id !== dragged?.id);
  const slotBefore = slot === null ? null : (staying[slot]?.id ?? "end");
  const placeholder = (
    <li key="slot" className={classes.slot} data-slot data-held={held || undefined} aria-hidden="true">
      {held && dragged ? (
        <div className={classes.card}>
          <CardContent card={dragged} />
        </div>
      ) : null}
    </li>
  );
  return (
    <section
      className={classes.column}
      aria-label={t("board.column", { name: stage.name, count: column.count })}
      style={{ "--stage": stage.colour } as CSSProperties}
    >
      <ColumnHead {...props} />
      <div className={classes.tray} data-tray={stage.id} data-over={slot !== null || undefined}>
        <ol className={classes.cards} data-long={column.cards.length > LONG_COLUMN || undefined}>
          {column.cards.map((card) => [
            slotBefore === card.id ? placeholder : null,
            <DealCard
              key={card.id}
              card={card}
              open={card.id === openId}
              draggable={canMove}
              away={card.id === dragged?.id}
              onOpen={onOpen}
              onHover={onHover}
            />,
          ])}
          {slotBefore === "end" ? placeholder : null}
        </ol>
        {column.cards.length === 0 && slot === null ? (
          <p className={classes.emptyColumn}>{t("board.emptyColumn")}</p>
        ) : null}
        <MoreButton column={column} onMore={onMore} />
      </div>
    </section>
  );
});
