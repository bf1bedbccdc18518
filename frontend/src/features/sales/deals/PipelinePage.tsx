import { ActionIcon, Button, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import {
  IconChartBar,
  IconChevronDown,
  IconLayoutKanban,
  IconList,
  IconPlus,
  IconSettings,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { useGo, useRouteParam, useUrlState, useWorkspacePath } from "../../../lib/address";
import { filterOn } from "../../../lib/grid/filters";
import { useCan, useSession } from "../../../lib/session";
import { openCreate, pageCreate } from "../../../lib/stores";
import { ErrorState } from "../../../ui/ErrorState";
import { Keys } from "../../../ui/Keys";
import { PageHeader } from "../../../ui/PageHeader";
import { RecordGridHost } from "../../../ui/RecordGridHost";
import { ViewTabs } from "../../../ui/table/ViewTabs";
import { Amount } from "../../../ui/values";
import { useDealMessages } from "../messages";
import { type Pipeline, pipelinesQuery } from "../pipelines/queries";
import { Apart } from "./Apart";
import { Board } from "./board/Board";
import { BoardEmpty } from "./board/BoardEmpty";
import { BoardSkeleton } from "./board/BoardSkeleton";
import { ChoiceBoard } from "./board/ChoiceBoard";
import { Lanes } from "./board/Lanes";
import { QuickFilters, quickOf } from "./board/QuickFilters";
import { boardQuery } from "./board/queries";
import classes from "./deals.module.css";
import { dealCountQuery, type OwnerScope } from "./queries";
import { Statistics } from "./Statistics";
import { scopesOf } from "./scopes";

const VIEWS = [
  { id: "board", icon: IconLayoutKanban },
  { id: "table", icon: IconList },
  { id: "statistics", icon: IconChartBar },
] as const;

/** The tab of the list that shows the deals of the same people. */
const TAB_OF: Record<OwnerScope, string> = { me: "mine", team: "team", all: "all" };

function PipelineChooser({ pipelines, current }: { pipelines: Pipeline[]; current: Pipeline }) {
  const t = useDealMessages();
  const go = useGo();
  const can = useCan();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.chooser} aria-label={`${t("choosePipeline")}, ${current.name}`}>
          <span className="truncate">{current.name}</span>
          <IconChevronDown size={16} stroke={1.75} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pipelines.map((pipeline) => (
          <Menu.Item
            key={pipeline.id}
            aria-current={pipeline.id === current.id || undefined}
            onClick={() => go(`/pipeline/${pipeline.id}`)}
          >
            {pipeline.name}
          </Menu.Item>
        ))}
        {can("pipeline.manage") ? (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconSettings size={16} stroke={1.75} />}
              onClick={() => go("/settings/pipelines")}
            >
              {t("editPipelines")}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function Totals({ pipeline, owner, onOpen }: { pipeline: Pipeline; owner: OwnerScope; onOpen: () => void }) {
  const t = useDealMessages();
  const { data: board } = useQuery(boardQuery(pipeline.id, owner));
  if (!board) return null;
  const { currency } = board;
  return (
    <span className={classes.facts}>
      {t("facts", { count: board.open_count })},{" "}
      <Amount
        value={board.open_amount}
        currency={currency}
        decimals="never"
        tax={t("excludingTax")}
        onOpen={onOpen}
      />
      , <Amount value={board.weighted_amount} currency={currency} decimals="never" onOpen={onOpen} />{" "}
      {t("weighted")}
      <Apart parts={board.apart} />
    </span>
  );
}

function ViewSwitch({ view, onChange }: { view: string; onChange: (view: string) => void }) {
  const t = useDealMessages();
  return (
    <div className={classes.views} role="group" aria-label={t("view.label")}>
      {VIEWS.map(({ id, icon: ViewIcon }) => (
        <Tooltip key={id} label={t(`view.${id}`)}>
          <ActionIcon
            size={32}
            aria-label={t(`view.${id}`)}
            aria-pressed={view === id}
            onClick={() => onChange(id)}
          >
            <ViewIcon size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}

function useScopeTabs(pipeline: Pipeline | undefined) {
  const t = useDealMessages();
  const session = useSession();
  const scopes = scopesOf(session);
  // Who only sees the team's records needs no narrowing to it.
  const teamId = scopes.includes("all") ? session.member?.team_ids[0] : undefined;
  const common = { pipelineId: pipeline?.id, status: "open" as const };
  const enabled = pipeline !== undefined;
  const counts = {
    me: useQuery({ ...dealCountQuery({ ...common, owner: "me" }), enabled }).data,
    team: useQuery({
      ...dealCountQuery({ ...common, owner: "team", teamId }),
      enabled: enabled && scopes.includes("team"),
    }).data,
    all: useQuery({
      ...dealCountQuery({ ...common, owner: "all" }),
      enabled: enabled && scopes.includes("all"),
    }).data,
  };
  return scopes.map((id) => ({
    id,
    label: t(`scope.${id}`),
    count: counts[id]?.count,
    capped: counts[id]?.capped,
  }));
}

/** Deals of one pipeline: board, list or statistics. */
export default function PipelinePage() {
  const t = useDealMessages();
  const id = useRouteParam("pipelineId");
  const path = useWorkspacePath();
  const can = useCan();
  const scopes = scopesOf(useSession());
  const { data: pipelines, error, refetch } = useQuery(pipelinesQuery);
  const pipeline = pipelines?.find((candidate) => candidate.id === id);
  const widest = scopes.at(-1) ?? "me";
  const [url, setUrl] = useUrlState({
    view: "board",
    owner: widest as string,
    filter: undefined as unknown,
    list: undefined as string | undefined,
    text: "",
    late: "",
    rotting: "",
    nonext: "",
    month: "",
    lanes: "",
    by: "",
  });
  const [text] = useDebouncedValue(String(url.text), 250);
  const quick = quickOf({ ...url, text });
  const owner = scopes.find((scope) => scope === url.owner) ?? widest;
  const tabs = useScopeTabs(pipeline);
  const canCreate = can("deal.create");
  const scope = useMemo(() => filterOn("pipeline_id", "any_of", [id]), [id]);

  useEffect(() => {
    if (!canCreate) return undefined;
    pageCreate.set("deal");
    return () => pageCreate.set(null);
  }, [canCreate]);

  const first = pipelines?.[0];
  if (error && !pipelines)
    return <ErrorState error={error} title={t("pipelines.failed")} onRetry={() => void refetch()} />;
  if (pipelines && !pipeline && first)
    return <Navigate to={path(`/pipeline/${first.id}`)} search={true} replace />;

  // The list opens with the deals behind a figure, of the same people as the board shows.
  const openFiltered = (filter: unknown) =>
    setUrl({ view: "table", filter, list: TAB_OF[owner] }, { push: true });
  const openLines = (stage: string) => openFiltered(filterOn("stage_id", "any_of", [stage]));
  const openAll = () => openFiltered(filterOn("status", "is", "open"));
  const onBoard = url.view !== "table" && url.view !== "statistics";
  const showAll = owner !== widest ? () => setUrl({ owner: widest }) : null;
  return (
    <>
      <PageHeader
        title={t("pipeline")}
        chooser={pipelines && pipeline ? <PipelineChooser pipelines={pipelines} current={pipeline} /> : null}
        facts={pipeline ? <Totals pipeline={pipeline} owner={owner} onOpen={openAll} /> : null}
        actions={
          <>
            <ViewSwitch view={url.view} onChange={(view) => setUrl({ view }, { push: true })} />
            {canCreate ? (
              <Button
                leftSection={<IconPlus size={16} stroke={1.75} />}
                rightSection={<Keys keys="c" onAccent />}
                onClick={() => openCreate("deal", pipeline ? { pipeline_id: pipeline.id } : {})}
                className={classes.createButton}
                aria-label={t("create")}
              >
                <span className={classes.createLabel}>{t("create")}</span>
              </Button>
            ) : null}
          </>
        }
      />
      {url.view === "table" ? null : (
        <ViewTabs
          label={t("scope.label")}
          tabs={tabs}
          value={owner}
          onChange={(value) => setUrl({ owner: value })}
        />
      )}
      {!pipeline ? <BoardSkeleton /> : null}
      {pipeline && url.view === "table" ? (
        <RecordGridHost
          object="deal"
          headless
          scope={scope}
          empty={<BoardEmpty pipelineId={pipeline.id} mine={false} canCreate={canCreate} onShowAll={null} />}
        />
      ) : null}
      {pipeline && url.view === "statistics" ? (
        <Statistics pipeline={pipeline} owner={owner} onOpenLines={openLines} />
      ) : null}
      {pipeline && onBoard ? <QuickFilters view={url} onChange={setUrl} /> : null}
      {pipeline && onBoard && url.by ? (
        <ChoiceBoard pipeline={pipeline} by={url.by} owner={owner} quick={quick} canMove={can("deal.edit")} />
      ) : null}
      {pipeline && onBoard && url.lanes && !url.by ? (
        <Lanes
          pipeline={pipeline}
          owner={owner}
          quick={quick}
          canMove={can("deal.edit")}
          onOpenLines={openLines}
        />
      ) : null}
      {pipeline && onBoard && !url.lanes && !url.by ? (
        <Board
          pipeline={pipeline}
          owner={owner}
          quick={quick}
          canMove={can("deal.edit")}
          canCreate={canCreate}
          onOpenLines={openLines}
          onShowAll={showAll}
        />
      ) : null}
    </>
  );
}
