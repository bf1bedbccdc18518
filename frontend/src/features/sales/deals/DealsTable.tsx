import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilter, IconSearch, IconTrash } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { usePanel, useUrlState } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { useCan, useSession } from "../../../lib/session";
import { EmptyState } from "../../../ui/EmptyState";
import { StageIcon } from "../../../ui/record/StageIcon";
import { DataTable } from "../../../ui/table/DataTable";
import { FilterBar, ToggleChip } from "../../../ui/table/FilterBar";
import { SelectionBar } from "../../../ui/table/SelectionBar";
import { TableFooter } from "../../../ui/table/TableFooter";
import { Amount } from "../../../ui/values";
import { useDealMessages } from "../messages";
import type { Pipeline, StageKind } from "../pipelines/queries";
import { BoardEmpty } from "./board/BoardEmpty";
import { DealStateText } from "./DealStateText";
import { useDealColumns } from "./dealColumns";
import classes from "./deals.module.css";
import {
  type DealFilters,
  type DealRow,
  dealCountQuery,
  dealQuery,
  dealsQuery,
  type OwnerScope,
} from "./queries";
import { scopesOf } from "./scopes";
import { useDeleteDeals } from "./useDealWrites";

interface DealsTableProps {
  pipeline: Pipeline;
  owner: OwnerScope;
  canCreate: boolean;
  onShowAll: (() => void) | null;
}

const STATUSES: StageKind[] = ["open", "won", "lost"];
const idOf = (row: DealRow) => row.id;
const nameOf = (row: DealRow) => row.name;

/** The deals of a pipeline as a list: sorted, filtered, loaded as one scrolls. */
export function DealsTable({ pipeline, owner, canCreate, onShowAll }: DealsTableProps) {
  const t = useDealMessages();
  const format = useFormat();
  const can = useCan();
  const queries = useQueryClient();
  const session = useSession();
  // Who only sees the team's records needs no narrowing to it.
  const teamId = scopesOf(session).includes("all") ? session.member?.team_ids[0] : undefined;
  const { panel, open } = usePanel();
  const [url, setUrl] = useUrlState({ sort: "-created_at", status: "", stage: "", q: "" });
  const [text, setText] = useState(url.q);
  const search = useDebouncedCallback((value: string) => setUrl({ q: value.trim() }), 200);
  const [selection, setSelection] = useState<Set<string>>(new Set());
  const { remove } = useDeleteDeals();
  const columns = useDealColumns();

  const filters: Omit<DealFilters, "sort"> = {
    owner,
    teamId: owner === "team" ? teamId : undefined,
    pipelineId: pipeline.id,
    stageId: url.stage || undefined,
    status: (url.status || undefined) as StageKind | undefined,
    text: url.q || undefined,
  };
  const list = useInfiniteQuery(dealsQuery({ ...filters, sort: url.sort }));
  const { data: count } = useQuery(dealCountQuery(filters));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const filtered = Boolean(url.stage || url.status || url.q);
  const clear = () => {
    setText("");
    setUrl({ status: "", stage: "", q: "" });
  };

  return (
    <>
      <FilterBar
        end={
          <TextInput
            className={classes.search}
            leftSection={<IconSearch size={14} stroke={1.75} />}
            rightSection={
              text ? (
                <CloseButton
                  size="sm"
                  aria-label={t("table.clearFilters")}
                  onClick={() => {
                    setText("");
                    search("");
                  }}
                />
              ) : null
            }
            value={text}
            aria-label={t("table.search")}
            placeholder={t("table.search")}
            onChange={(event) => {
              setText(event.currentTarget.value);
              search(event.currentTarget.value);
            }}
          />
        }
      >
        {STATUSES.map((status) => (
          <ToggleChip
            key={status}
            label={t(`table.status.${status}`)}
            on={url.status === status}
            onChange={(on) => setUrl({ status: on ? status : "" })}
          />
        ))}
        <NativeSelect
          aria-label={t("table.stageFilter")}
          className={classes.stageFilter}
          value={url.stage}
          data={[
            { value: "", label: `${t("table.stageFilter")}…` },
            ...pipeline.stages.map((stage) => ({ value: stage.id, label: stage.name })),
          ]}
          onChange={(event) => setUrl({ stage: event.currentTarget.value })}
        />
      </FilterBar>
      <DataTable
        label={t("table.label")}
        object="deal"
        rows={rows}
        columns={columns}
        rowId={idOf}
        rowName={nameOf}
        mobileRow={(row) => ({
          lead: <StageIcon probability={row.probability} kind={row.stage_kind} />,
          title: row.name,
          subtitle: row.organisation_name ?? row.stage_name,
          end: <MobileEnd row={row} />,
        })}
        sort={url.sort}
        onSort={(sort) => setUrl({ sort })}
        total={count && !count.capped ? count.count : null}
        hasMore={list.hasNextPage}
        loadingMore={list.isFetchingNextPage}
        onEndReached={() => void list.fetchNextPage()}
        openId={panel?.object === "deal" ? panel.id : null}
        onOpen={(row) => open("deal", row.id)}
        onHover={(row) => void queries.prefetchQuery(dealQuery(row.id))}
        selection={selection}
        onSelectionChange={can("deal.delete") ? setSelection : undefined}
        error={list.error}
        errorTitle={t("table.failed")}
        onRetry={() => void list.refetch()}
        empty={
          filtered ? (
            <EmptyState
              icon={IconFilter}
              title={t("table.emptyFilter")}
              text={t("table.emptyFilterText")}
              actions={
                <Button variant="default" onClick={clear}>
                  {t("table.clearFilters")}
                </Button>
              }
            />
          ) : (
            <BoardEmpty
              pipelineId={pipeline.id}
              mine={owner === "me"}
              canCreate={canCreate}
              onShowAll={onShowAll}
            />
          )
        }
      />
      <SelectionBar count={selection.size} onClear={() => setSelection(new Set())}>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconTrash size={16} stroke={1.75} />}
          onClick={() => {
            void remove([...selection]);
            setSelection(new Set());
          }}
        >
          {t("table.deleteSelected")}
        </Button>
      </SelectionBar>
      {count ? (
        <TableFooter>
          {count.capped
            ? t("table.countCapped", { count: format.number(count.count) as unknown as number })
            : t("table.count", { count: count.count })}
        </TableFooter>
      ) : null}
    </>
  );
}

function MobileEnd({ row }: { row: DealRow }) {
  return (
    <span className={classes.mobileEnd}>
      <Amount value={row.amount} currency={row.currency} decimals="never" />
      <DealStateText deal={row} />
    </span>
  );
}
