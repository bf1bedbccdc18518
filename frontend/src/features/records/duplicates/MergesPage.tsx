import { Button, Skeleton } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useGo, usePanel } from "../../../lib/address";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { PageHeader } from "../../../ui/PageHeader";
import { notifyDone, notifyProblem } from "../../../ui/toasts";
import { RelativeDate } from "../../../ui/values";
import classes from "./duplicates.module.css";
import { useDuplicateMessages } from "./messages";
import { type MergeDetails, mergesQuery, undoMerge } from "./queries";

/** What was merged, by whom, and the way back. */
export default function MergesPage() {
  const t = useDuplicateMessages();
  const go = useGo();
  const merges = useInfiniteQuery(mergesQuery);
  const items = merges.data?.pages.flatMap((page) => page.items);
  return (
    <div className={classes.page}>
      <PageHeader
        title={t("history")}
        facts={t("historyHint")}
        actions={
          <Button variant="default" onClick={() => go("/duplicates")}>
            {t("title")}
          </Button>
        }
      />
      <div className={classes.scroll}>
        {merges.isError && !items ? (
          <ErrorState error={merges.error} onRetry={() => void merges.refetch()} />
        ) : items?.length === 0 ? (
          <EmptyState icon={IconArrowMerge} title={t("historyEmpty")} text={t("historyEmptyText")} />
        ) : (
          <ul className={classes.history} aria-busy={!items || undefined}>
            {items?.map((one) => <Line key={one.id} one={one} />) ?? <Skeleton height={56} />}
          </ul>
        )}
        {merges.hasNextPage ? (
          <Button
            variant="subtle"
            loading={merges.isFetchingNextPage}
            onClick={() => void merges.fetchNextPage()}
          >
            {t("more")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Line({ one }: { one: MergeDetails }) {
  const t = useDuplicateMessages();
  const queries = useQueryClient();
  const { open } = usePanel();
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    try {
      const { conflicts } = await undoMerge(one.id);
      const what = conflicts.map((each) => each.fields.join(", ") || each.name).join(", ");
      notifyDone(conflicts.length > 0 ? t("conflicts", { count: conflicts.length, what }) : t("undone"));
    } catch (error) {
      notifyProblem(error);
    }
    setBusy(false);
    await queries.invalidateQueries();
  };
  return (
    <li className={classes.line}>
      <span className={classes.lineText}>
        <span className={classes.lineNames}>
          {one.losers.map((loser) => loser.title || t("formerName")).join(", ")} {t("into")}{" "}
          <button type="button" className={classes.name} onClick={() => open(one.object, one.survivor.id)}>
            {one.survivor.title || t("formerName")}
          </button>
        </span>
        <span className={classes.quiet}>
          <RelativeDate value={one.created_at} />
          {one.by ? `, ${one.by}` : ""}
        </span>
      </span>
      {one.undone_at ? (
        <span className={classes.quiet}>
          {one.undone_by ? t("undoneBy", { name: one.undone_by }) : t("undoneOn")}
        </span>
      ) : one.undoable ? (
        <Button
          size="xs"
          variant="default"
          loading={busy}
          aria-label={t("undoMergeOf", { name: one.survivor.title })}
          onClick={() => void undo()}
        >
          {t("undoMerge")}
        </Button>
      ) : (
        <span className={classes.quiet}>{t("expired")}</span>
      )}
    </li>
  );
}
