import { Button, Skeleton } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useFormat } from "../../../lib/format";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { useDealMessages } from "../messages";
import type { Pipeline } from "../pipelines/queries";
import { Analysis } from "./Analysis";
import { type Statistics as Figures, statisticsQuery } from "./board/queries";
import type { OwnerScope } from "./queries";
import classes from "./Statistics.module.css";

interface StatisticsProps {
  pipeline: Pipeline;
  owner: OwnerScope;
  onOpenLines: (stageId: string) => void;
}

interface ChartProps {
  title: string;
  hint: string;
  chart: ReactNode;
  table: ReactNode;
}

/** A chart with its figures as a table, one button away. */
function Chart({ title, hint, chart, table }: ChartProps) {
  const t = useDealMessages();
  const [asTable, setAsTable] = useState(false);
  return (
    <section className={classes.card} aria-label={title}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.title}>{title}</h2>
          <p className={classes.hint}>{hint}</p>
        </div>
        <Button variant="subtle" size="xs" onClick={() => setAsTable(!asTable)}>
          {t(asTable ? "statistics.asChart" : "statistics.asTable")}
        </Button>
      </header>
      {asTable ? table : chart}
    </section>
  );
}

function StageChart({ pipeline, figures, onOpenLines }: StatisticsProps & { figures: Figures }) {
  const t = useDealMessages();
  const format = useFormat();
  const lines = pipeline.stages
    .filter((stage) => stage.kind === "open")
    .map((stage) => ({ stage, total: figures.stages.find((total) => total.stage_id === stage.id) }))
    .filter((line) => line.total !== undefined);
  const most = Math.max(1, ...lines.map((line) => Number(line.total?.amount ?? 0)));
  const money = (value: string | undefined) =>
    format.money(value ?? "0", figures.currency, { decimals: "never" });
  const share = (value: string | undefined) => `${(Number(value ?? 0) / most) * 100}%`;
  const chart = (
    <ul className={classes.bars}>
      {lines.map(({ stage, total }) => (
        <li key={stage.id}>
          <button type="button" className={classes.bar} onClick={() => onOpenLines(stage.id)}>
            <span className="truncate">{stage.name}</span>
            <span className={classes.track} aria-hidden="true">
              <span
                className={classes.fill}
                style={{ width: share(total?.amount), background: stage.colour }}
              />
              <span className={classes.weight} style={{ width: share(total?.weighted_amount) }} />
            </span>
            <span className={`${classes.value} tabular`}>{money(total?.amount)}</span>
            <span className={`${classes.count} tabular`}>
              {t("statistics.dealCount", { count: total?.count ?? 0 })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
  const table = (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("statistics.stage")}</th>
          <th scope="col">{t("statistics.count")}</th>
          <th scope="col">{t("statistics.amount")}</th>
          <th scope="col">{t("statistics.weighted")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ stage, total }) => (
          <tr key={stage.id}>
            <th scope="row">{stage.name}</th>
            <td>{format.number(total?.count ?? 0)}</td>
            <td>{money(total?.amount)}</td>
            <td>{money(total?.weighted_amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <Chart title={t("statistics.perStage")} hint={t("statistics.perStageHint")} chart={chart} table={table} />
  );
}

function WonChart({ figures }: { figures: Figures }) {
  const t = useDealMessages();
  const format = useFormat();
  const months = figures.won_by_month;
  const most = Math.max(1, ...months.map((month) => Number(month.amount)));
  const money = (value: string | number) => format.money(value, figures.currency, { decimals: "never" });
  const compact = (value: string) => `${format.number(Math.round(Number(value) / 1000))}\u202fk€`;
  const total = months.reduce((sum, month) => sum + Number(month.amount), 0);
  const chart = (
    <ul className={classes.columns}>
      {months.map((month) => {
        const label = t("statistics.dealCount", { count: month.count });
        return (
          <li key={month.month} title={`${format.month(month.month)} : ${money(month.amount)}, ${label}`}>
            <span className={`${classes.columnValue} tabular`}>
              {Number(month.amount) > 0 ? compact(month.amount) : ""}
            </span>
            <span
              className={classes.column}
              style={{ height: `${(Number(month.amount) / most) * 100}%` }}
              aria-hidden="true"
            />
            <span className={`${classes.month} tabular`}>{format.month(month.month).split(/\s/u)[0]}</span>
          </li>
        );
      })}
    </ul>
  );
  const table = (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("statistics.month")}</th>
          <th scope="col">{t("statistics.count")}</th>
          <th scope="col">{t("statistics.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {months.map((month) => (
          <tr key={month.month}>
            <th scope="row">{format.month(month.month)}</th>
            <td>{format.number(month.count)}</td>
            <td>{money(month.amount)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t("statistics.total")}</th>
          <td>{format.number(months.reduce((sum, month) => sum + month.count, 0))}</td>
          <td>{money(total)}</td>
        </tr>
      </tbody>
    </table>
  );
  return (
    <Chart
      title={`${t("statistics.won")}, ${money(total)} ${t("excludingTax")}`}
      hint={t("statistics.wonHint")}
      chart={chart}
      table={table}
    />
  );
}

/** Value per stage and what was won, month by month. */
export function Statistics(props: StatisticsProps) {
  const t = useDealMessages();
  const { data, error, refetch } = useQuery(statisticsQuery(props.pipeline.id, props.owner));
  if (error && !data)
    return <ErrorState error={error} title={t("statistics.failed")} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div className={classes.page} aria-busy="true">
        <Skeleton height={300} radius="md" />
        <Skeleton height={300} radius="md" />
      </div>
    );
  }
  const nothing =
    data.stages.every((stage) => stage.count === 0) && data.won_by_month.every((month) => month.count === 0);
  if (nothing)
    return (
      <EmptyState icon={IconChartBar} title={t("statistics.emptyTitle")} text={t("statistics.emptyText")} />
    );
  return (
    <div className={classes.page}>
      <Analysis pipeline={props.pipeline} owner={props.owner} />
      <StageChart {...props} figures={data} />
      <WonChart figures={data} />
    </div>
  );
}
