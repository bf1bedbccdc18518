import { Button, Skeleton } from "@mantine/core";
import { IconCopyCheck, IconHistory } from "@tabler/icons-react";
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useGo, useUrlState } from "../../../lib/address";
import { useCan } from "../../../lib/session";
import { useShortcuts } from "../../../lib/shortcuts";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { PageHeader } from "../../../ui/PageHeader";
import { FilterBar, ToggleChip } from "../../../ui/table/FilterBar";
import { notifyDone, notifyProblem } from "../../../ui/toasts";
import classes from "./duplicates.module.css";
import { HiddenSetting } from "./HiddenSetting";
import { useDuplicateMessages } from "./messages";
import { PairCard } from "./PairCard";
import { decide, kindsQuery, type Pair, type PairStatus, pairsQuery } from "./queries";
import { RunBar } from "./RunBar";

type State = "open" | "decided";
type Pages = InfiniteData<{ items: Pair[]; next_cursor: string | null }>;

/** The queue: pairs of records that may be one, each one key away from a decision. */
export default function DuplicatesPage() {
  const t = useDuplicateMessages();
  const go = useGo();
  const can = useCan();
  const queries = useQueryClient();
  const kinds = useQuery(kindsQuery);
  const [url, setUrl] = useUrlState({ object: "", state: "open" as State });
  const [at, setAt] = useState(0);
  const kind = kinds.data?.find((each) => each.name === url.object) ?? kinds.data?.[0];
  const object = kind?.name ?? "";
  const pairs = useInfiniteQuery(pairsQuery(object, url.state));
  const items = pairs.data?.pages.flatMap((page) => page.items);
  const count = items?.length ?? 0;
  const current = items?.[Math.min(at, count - 1)];

  const settle = useMemo(
    () => async (pair: Pair, status: PairStatus) => {
      const key = pairsQuery(object, url.state).queryKey;
      const before = queries.getQueryData<Pages>(key);
      queries.setQueryData<Pages>(key, (data) =>
        data
          ? {
              ...data,
              pages: data.pages.map((page) => ({
                ...page,
                items: page.items.filter((each) => each.id !== pair.id),
              })),
            }
          : data,
      );
      try {
        await decide(pair.id, status);
        notifyDone(t(status === "dismissed" ? "dismissed" : status === "later" ? "postponed" : "reopened"));
      } catch (error) {
        queries.setQueryData(key, before);
        notifyProblem(error);
      }
      await queries.invalidateQueries({ queryKey: ["duplicates"] });
    },
    [object, url.state, queries, t],
  );
  const mergeOf = useMemo(
    () => (ids: readonly string[]) => go("/duplicates/merge", { object, ids: ids.join(",") }),
    [go, object],
  );
  const keys = useMemo(() => {
    const key = (keys: string, label: string, run: () => void) => ({
      keys,
      label,
      group: t("keys.group"),
      run,
    });
    return [
      key("j", t("keys.next"), () => setAt((place) => Math.min(place + 1, count - 1))),
      key("k", t("keys.previous"), () => setAt((place) => Math.max(Math.min(place, count - 1) - 1, 0))),
      key("m", t("keys.merge"), () => current && mergeOf(current.records.map((record) => record.id))),
      key("n", t("keys.no"), () => current && void settle(current, "dismissed")),
      key("l", t("keys.later"), () => current && void settle(current, "later")),
    ];
  }, [t, count, current, mergeOf, settle]);
  useShortcuts(keys);

  return (
    <div className={classes.page}>
      <PageHeader
        title={t("title")}
        facts={kind ? t("waiting", { count: kind.open }) : null}
        actions={
          <Button
            variant="default"
            leftSection={<IconHistory size={16} stroke={1.75} />}
            onClick={() => go("/duplicates/merges")}
          >
            {t("merges")}
          </Button>
        }
      />
      <div className={classes.bar}>
        <FilterBar>
          {kinds.data?.map((each) => (
            <ToggleChip
              key={each.name}
              label={each.label}
              on={each.name === object}
              onChange={() => setUrl({ object: each.name })}
            />
          ))}
          <ToggleChip
            label={t("toReview")}
            on={url.state === "open"}
            onChange={() => setUrl({ state: "open" })}
          />
          <ToggleChip
            label={t("decided")}
            on={url.state === "decided"}
            onChange={() => setUrl({ state: "decided" })}
          />
        </FilterBar>
        {kind ? <RunBar kind={kind} /> : null}
      </div>
      <div className={classes.scroll}>
        {pairs.isError || kinds.isError ? (
          <ErrorState
            error={pairs.error ?? kinds.error}
            title={t("errorTitle")}
            onRetry={() => void pairs.refetch()}
          />
        ) : items?.length === 0 ? (
          <EmptyState
            icon={IconCopyCheck}
            tone="done"
            title={t(url.state === "open" ? "empty" : "emptyDecided")}
            text={t(url.state === "open" ? "emptyText" : "emptyDecidedText")}
          />
        ) : (
          <ul className={classes.queue} aria-busy={!items || undefined}>
            {items?.map((pair, place) => (
              <PairCard
                key={pair.id}
                pair={pair}
                active={pair === current}
                onActivate={() => setAt(place)}
                onDecide={(status) => void settle(pair, status)}
                onMerge={mergeOf}
              />
            )) ??
              [0, 1, 2].map((place) => (
                <li key={place} className={classes.card} aria-hidden="true">
                  <Skeleton height={160} radius="md" />
                </li>
              ))}
          </ul>
        )}
        {pairs.hasNextPage ? (
          <Button
            variant="subtle"
            loading={pairs.isFetchingNextPage}
            onClick={() => void pairs.fetchNextPage()}
          >
            {t("more")}
          </Button>
        ) : null}
        {can("workspace.manage") ? <HiddenSetting /> : null}
      </div>
    </div>
  );
}
