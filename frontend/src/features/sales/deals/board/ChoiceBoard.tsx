import { NativeSelect, UnstyledButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usePanel } from "../../../../lib/address";
import { ErrorState } from "../../../../ui/ErrorState";
import { notifyProblem, notifyUndo } from "../../../../ui/toasts";
import { Amount } from "../../../../ui/values";
import { useDealMessages } from "../../messages";
import type { Pipeline } from "../../pipelines/queries";
import { Apart } from "../Apart";
import { type DealChange, refreshDeals, updateDeal } from "../queries";
import { BoardSkeleton } from "./BoardSkeleton";
import classes from "./board.module.css";
import { CardContent } from "./DealCard";
import { choiceBoardQuery, type DealCardData, type Quick } from "./queries";

interface ChoiceBoardProps {
  pipeline: Pipeline;
  by: string;
  owner: string;
  quick: Quick;
  canMove: boolean;
}

/** Open deals as columns of one choice field; a card goes to another choice with the select under it. */
export function ChoiceBoard({ pipeline, by, owner, quick, canMove }: ChoiceBoardProps) {
  const t = useDealMessages();
  const queries = useQueryClient();
  const { open } = usePanel();
  const { data: board, error, refetch } = useQuery(choiceBoardQuery(pipeline.id, by, owner, quick));
  if (error && !board)
    return <ErrorState error={error} title={t("board.failed")} onRetry={() => void refetch()} />;
  if (!board) return <BoardSkeleton stages={pipeline.stages} />;
  const none = t("quick.noChoice");
  const options = board.columns.map((column) => ({ value: column.value ?? "", label: column.label ?? none }));
  const choose = async (card: DealCardData, value: string) => {
    const key = by.replace(/^custom\./, "");
    const change: DealChange = by.startsWith("custom.")
      ? { custom: { [key]: value || null } }
      : ({ [by]: value || null } as DealChange);
    try {
      const { changeSetId } = await updateDeal(card.id, card.version, change);
      notifyUndo(t("record.saved", { name: card.name }), changeSetId);
    } catch (failure) {
      notifyProblem(failure);
    }
    await refreshDeals(queries);
  };
  return (
    <div className={classes.board}>
      {board.columns.map((column) => (
        <section
          key={column.value ?? ""}
          className={classes.column}
          aria-label={t("board.column", { name: column.label ?? none, count: column.count })}
        >
          <header className={classes.columnHead}>
            <div className={classes.columnTitle}>
              <h2 className="truncate">{column.label ?? none}</h2>
              <span className={`${classes.columnCount} tabular`}>{column.count}</span>
            </div>
            <div className={classes.columnSum}>
              <Amount
                value={column.amount}
                currency={board.currency}
                decimals="never"
                tax={t("excludingTax")}
              />
              <Apart parts={column.apart} />
            </div>
          </header>
          <div className={classes.tray}>
            <ol className={classes.cards}>
              {column.cards.map((card) => (
                <li key={card.id} className={classes.item}>
                  <UnstyledButton
                    className={classes.card}
                    data-card={card.id}
                    onClick={() => open("deal", card.id)}
                  >
                    <CardContent card={card} />
                  </UnstyledButton>
                  {canMove ? (
                    <NativeSelect
                      size="xs"
                      aria-label={`${board.label}, ${card.name}`}
                      value={column.value ?? ""}
                      data={options}
                      onChange={(event) => void choose(card, event.currentTarget.value)}
                    />
                  ) : null}
                </li>
              ))}
            </ol>
            {column.cards.length === 0 ? (
              <p className={classes.emptyColumn}>{t("board.emptyColumn")}</p>
            ) : null}
            {column.next_cursor ? (
              <p className={classes.emptyColumn}>
                {t("quick.more", { count: column.count - column.cards.length })}
              </p>
            ) : null}
          </div>
        </section>
      ))}
    </div>
  );
}
