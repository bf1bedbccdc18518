import { Button, Skeleton, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useUrlState } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { ErrorState } from "../../../ui/ErrorState";
import { Amount } from "../../../ui/values";
import { useDealMessages } from "../messages";
import type { Pipeline } from "../pipelines/queries";
import { Apart } from "./Apart";
import { type Analysis as AnalysisData, analysisQuery, type Behind } from "./board/queries";
import { DealsBehind } from "./DealsBehind";
import { Scroll } from "./Scroll";
import classes from "./Statistics.module.css";

interface AnalysisProps {
  pipeline: Pipeline;
  owner: string;
}

type Open = (behind: Behind) => void;

/** A figure that opens the deals behind it. */
function Opens({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  return (
    <UnstyledButton className={classes.opens} fz="inherit" onClick={onOpen}>
      {children}
    </UnstyledButton>
  );
}

function Card({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <header>
        <h2 className={classes.title}>{title}</h2>
        {hint ? <p className={classes.hint}>{hint}</p> : null}
      </header>
      {children}
    </section>
  );
}

function usePercent() {
  const format = useFormat();
  return (value: string | null) => (value === null ? "–" : format.percent(Number(value)));
}

/** Win rate, average, cycle, velocity: the four figures people ask for. */
function Key({ data, onOpen }: { data: AnalysisData; onOpen: Open }) {
  const t = useDealMessages();
  const format = useFormat();
  const percent = usePercent();
  return (
    <dl className={classes.keys}>
      <div>
        <dt>{t("analysis.winRate")}</dt>
        <dd>
          <Opens onOpen={() => onOpen({ figure: "decided" })}>{percent(data.win_rate)}</Opens>
          <small>{t("analysis.wonLost", { won: data.won.count, lost: data.lost.count })}</small>
        </dd>
      </div>
      <div>
        <dt>{t("analysis.won")}</dt>
        <dd>
          <Amount
            value={data.won.amount}
            currency={data.currency}
            decimals="never"
            onOpen={() => onOpen({ figure: "won" })}
          />
          <small>
            {t("excludingTax")} <Apart parts={data.won.apart} />
          </small>
        </dd>
      </div>
      <div>
        <dt>{t("analysis.cycle")}</dt>
        <dd className="tabular">
          {data.cycle_days === null
            ? "–"
            : t("analysis.days", { days: format.number(Number(data.cycle_days), 1) })}
          <small>{t("analysis.cycleHint")}</small>
        </dd>
      </div>
      <div>
        <dt>{t("analysis.velocity")}</dt>
        <dd>
          <Amount value={data.velocity} currency={data.currency} decimals="never" />
          <small>{t("analysis.velocityHint", { count: data.open_deals })}</small>
        </dd>
      </div>
    </dl>
  );
}

function Funnel({ pipeline, data, onOpen }: { pipeline: Pipeline; data: AnalysisData; onOpen: Open }) {
  const t = useDealMessages();
  const format = useFormat();
  const percent = usePercent();
  const most = Math.max(1, ...data.stages.map((stage) => stage.entered));
  const days = (value: string | null) =>
    value === null ? "–" : t("analysis.days", { days: format.number(Number(value), 1) });
  return (
    <Card title={t("analysis.conversion")} hint={t("analysis.conversionHint")}>
      <Scroll label={t("analysis.conversion")}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("statistics.stage")}</th>
              <th scope="col">{t("analysis.entered")}</th>
              <th scope="col">{t("analysis.advanced")}</th>
              <th scope="col">{t("analysis.rate")}</th>
              <th scope="col">{t("analysis.median")}</th>
              <th scope="col">{t("analysis.p90")}</th>
            </tr>
          </thead>
          <tbody>
            {pipeline.stages.map((stage) => {
              const row = data.stages.find((each) => each.stage_id === stage.id);
              if (!row) return null;
              return (
                <tr key={stage.id}>
                  <th scope="row">
                    {stage.name}
                    <span className={classes.share} aria-hidden="true">
                      <span style={{ width: `${(row.entered / most) * 100}%`, background: stage.colour }} />
                    </span>
                  </th>
                  <td>
                    <Opens onOpen={() => onOpen({ figure: "entered", stage_id: stage.id })}>
                      {format.number(row.entered)}
                    </Opens>
                  </td>
                  <td>
                    {stage.kind === "open" ? (
                      <Opens onOpen={() => onOpen({ figure: "advanced", stage_id: stage.id })}>
                        {format.number(row.advanced)}
                      </Opens>
                    ) : (
                      "–"
                    )}
                  </td>
                  <td>{percent(row.conversion)}</td>
                  <td>{stage.kind === "open" ? days(row.median_days) : "–"}</td>
                  <td>{stage.kind === "open" ? days(row.p90_days) : "–"}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("analysis.overall")}</th>
              <td>{format.number(data.overall.entered)}</td>
              <td>{format.number(data.overall.won)}</td>
              <td>{percent(data.overall.conversion)}</td>
              <td />
              <td />
            </tr>
          </tfoot>
        </table>
      </Scroll>
    </Card>
  );
}

interface GroupsProps {
  title: string;
  rows: AnalysisData["by_owner"];
  currency: string;
  label: (row: AnalysisData["by_owner"][number]) => string;
  onOpen?: (key: string) => void;
}

function Groups({ title, rows, currency, label, onOpen }: GroupsProps) {
  const t = useDealMessages();
  const format = useFormat();
  const percent = usePercent();
  return (
    <Card title={title}>
      {rows.length === 0 ? <p className={classes.hint}>{t("analysis.nothing")}</p> : null}
      {rows.length > 0 ? (
        <Scroll label={title}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{title}</th>
                <th scope="col">{t("analysis.wonDeals")}</th>
                <th scope="col">{t("analysis.lostDeals")}</th>
                <th scope="col">{t("analysis.winRate")}</th>
                <th scope="col">{t("analysis.won")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    {onOpen ? <Opens onOpen={() => onOpen(row.key)}>{label(row)}</Opens> : label(row)}
                  </th>
                  <td>{format.number(row.won.count)}</td>
                  <td>{format.number(row.lost)}</td>
                  <td>{percent(row.win_rate)}</td>
                  <td>
                    <Amount value={row.won.amount} currency={currency} decimals="never" />
                    <Apart parts={row.won.apart} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </Card>
  );
}

function Reasons({ data, onOpen }: { data: AnalysisData; onOpen: Open }) {
  const t = useDealMessages();
  const format = useFormat();
  const most = Math.max(1, ...data.loss_reasons.map((row) => row.count));
  return (
    <Card title={t("analysis.reasons")}>
      {data.loss_reasons.length === 0 ? <p className={classes.hint}>{t("analysis.nothingLost")}</p> : null}
      <ul className={classes.bars}>
        {data.loss_reasons.map((row) => (
          <li key={row.key}>
            <UnstyledButton
              className={classes.bar}
              onClick={() => onOpen({ figure: "lost", reason: row.key })}
            >
              <span className="truncate">{row.label ?? t("analysis.noReason")}</span>
              <span className={classes.track} aria-hidden="true">
                <span
                  className={classes.fill}
                  style={{ width: `${(row.count / most) * 100}%`, background: "var(--sl-red)" }}
                />
              </span>
              <span className={`${classes.value} tabular`}>
                {format.money(row.amount, data.currency, { decimals: "never" })}
              </span>
              <span className={`${classes.count} tabular`}>
                {t("statistics.dealCount", { count: row.count })}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const day = (date: Date) => date.toISOString().slice(0, 10);

function lastTwelveMonths(): { begin: string; end: string } {
  const end = new Date();
  const begin = new Date(end);
  begin.setFullYear(end.getFullYear() - 1);
  begin.setDate(begin.getDate() + 1);
  return { begin: day(begin), end: day(end) };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What a pipeline achieved over a period; every figure opens its deals, and the address keeps what is open. */
export function Analysis({ pipeline, owner }: AnalysisProps) {
  const t = useDealMessages();
  const format = useFormat();
  const usual = lastTwelveMonths();
  const [url, setUrl] = useUrlState({
    begin: usual.begin,
    end: usual.end,
    figure: "",
    of_stage: "",
    of_owner: "",
    of_source: "",
    of_reason: "",
  });
  const ordered = DATE.test(url.begin) && DATE.test(url.end) && url.begin <= url.end;
  const period = ordered ? { begin: url.begin, end: url.end } : usual;
  const { data, error, refetch } = useQuery(analysisQuery(pipeline.id, owner, period));
  const onOpen: Open = (behind) =>
    setUrl(
      {
        figure: behind.figure,
        of_stage: behind.stage_id ?? "",
        of_owner: behind.of_owner ?? "",
        of_source: behind.source ?? "",
        of_reason: behind.reason ?? "",
      },
      { push: true },
    );
  const behind: Behind | null = url.figure
    ? {
        figure: url.figure as Behind["figure"],
        stage_id: url.of_stage || undefined,
        of_owner: url.of_owner || undefined,
        source: url.of_source || undefined,
        reason: url.of_reason || undefined,
      }
    : null;
  if (error && !data)
    return <ErrorState error={error} title={t("statistics.failed")} onRetry={() => void refetch()} />;
  return (
    <>
      <div className={classes.period}>
        <TextInput
          type="date"
          size="xs"
          label={t("analysis.begin")}
          value={url.begin}
          max={url.end}
          onChange={(event) => setUrl({ begin: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          size="xs"
          label={t("analysis.end")}
          value={url.end}
          min={url.begin}
          error={ordered ? null : t("analysis.backwards")}
          onChange={(event) => setUrl({ end: event.currentTarget.value })}
        />
        <Button variant="default" size="xs" onClick={() => setUrl({ begin: "", end: "" })}>
          {t("analysis.year")}
        </Button>
      </div>
      {data ? (
        <>
          <div className={classes.wide}>
            <Key data={data} onOpen={onOpen} />
          </div>
          <div className={classes.wide}>
            <Funnel pipeline={pipeline} data={data} onOpen={onOpen} />
          </div>
          <Groups
            title={t("analysis.byOwner")}
            rows={data.by_owner}
            currency={data.currency}
            label={(row) => row.label ?? t("record.unassigned")}
            onOpen={(key) => onOpen({ figure: "decided", of_owner: key })}
          />
          <Groups
            title={t("analysis.bySource")}
            rows={data.by_source}
            currency={data.currency}
            label={(row) => row.label ?? t("analysis.noSource")}
            onOpen={(key) => onOpen({ figure: "decided", source: key })}
          />
          <Reasons data={data} onOpen={onOpen} />
          <Groups
            title={t("analysis.byMonth")}
            rows={data.by_month}
            currency={data.currency}
            label={(row) => format.month(row.key)}
          />
        </>
      ) : (
        <Skeleton height={300} radius="md" />
      )}
      {behind ? (
        <DealsBehind
          pipeline={pipeline}
          owner={owner}
          period={period}
          behind={behind}
          onClose={() => setUrl({ figure: "", of_stage: "", of_owner: "", of_source: "", of_reason: "" })}
        />
      ) : null}
    </>
  );
}
