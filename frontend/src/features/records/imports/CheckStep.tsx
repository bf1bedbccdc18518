import { Button, Progress, Skeleton, UnstyledButton } from "@mantine/core";
import { IconArrowBackUp, IconFilterOff } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useUrlState } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { notifyProblem } from "../../../ui/toasts";
import { CorrectDialog } from "./CorrectDialog";
import classes from "./check.module.css";
import { MappingSummary } from "./MappingSummary";
import { useImportMessages } from "./messages";
import { OUTCOMES, OutcomeIcon, RARE } from "./OutcomePill";
import { PreviewTable } from "./PreviewTable";
import {
  type ImportDetails,
  type ImportPreview,
  type ImportPreviewRow,
  type Outcome,
  previewQuery,
  rowsQuery,
  useCommand,
} from "./queries";
import { importableRows } from "./rules";
import wizard from "./wizard.module.css";

type Filter = Outcome | "all";

/** The counts of the check; each is a filter of the table under it. */
function Counts({
  preview,
  value,
  onChange,
}: {
  preview: ImportPreview | undefined;
  value: Filter;
  onChange: (filter: Filter) => void;
}) {
  const t = useImportMessages();
  const format = useFormat();
  const shown = OUTCOMES.filter((outcome) => !RARE.includes(outcome) || preview?.counts?.[outcome]);
  return (
    <fieldset className={classes.counts} aria-label={t("check.counts")}>
      {shown.map((outcome) => (
        <UnstyledButton
          key={outcome}
          className={classes.count}
          data-outcome={outcome}
          aria-pressed={value === outcome}
          onClick={() => onChange(value === outcome ? "all" : outcome)}
        >
          <span className={classes.countName}>
            <OutcomeIcon outcome={outcome} />
            {t(`check.${outcome}`)}
          </span>
          {preview?.counts ? (
            <span className={`${classes.countValue} tabular`}>{format.number(preview.counts[outcome])}</span>
          ) : (
            <Skeleton height={20} width={56} mt={6} />
          )}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

function Bar({
  details,
  preview,
  filter,
  onChange,
}: {
  details: ImportDetails;
  preview: ImportPreview | undefined;
  filter: Filter;
  onChange: (filter: Filter) => void;
}) {
  const t = useImportMessages();
  const format = useFormat();
  return (
    <div className={classes.bar}>
      <UnstyledButton
        className={classes.chip}
        aria-pressed={filter === "all"}
        onClick={() => onChange("all")}
      >
        {t("check.all")} <span className="tabular">{format.number(details.rows_total)}</span>
      </UnstyledButton>
      {preview?.new_values.map((entry) => (
        <span key={entry.field} className={classes.fact}>
          {t("check.newValues", { label: entry.label })}{" "}
          <span className="tabular">{format.number(entry.count)}</span>
        </span>
      ))}
      {details.corrected > 0 ? (
        <span className={classes.fact}>{t("check.corrected", { count: details.corrected })}</span>
      ) : null}
    </div>
  );
}

function Checking({ details }: { details: ImportDetails }) {
  const t = useImportMessages();
  const share = details.rows_total ? (100 * details.rows_checked) / details.rows_total : 0;
  return (
    <div className={classes.checking} role="status">
      <p className={wizard.sectionTitle}>{t("check.checking")}</p>
      <p className={wizard.sectionHint}>{t("check.checkingHint")}</p>
      <Progress value={share || 100} size={6} animated={!share} mt={12} aria-label={t("check.checking")} />
    </div>
  );
}

function Rows({
  details,
  preview,
  filter,
  onClear,
}: {
  details: ImportDetails;
  preview: ImportPreview;
  filter: Filter;
  onClear: () => void;
}) {
  const t = useImportMessages();
  const pages = useInfiniteQuery(rowsQuery(details.id, filter === "all" ? null : filter));
  const [correcting, setCorrecting] = useState<ImportPreviewRow | null>(null);
  if (pages.isError && !pages.data) {
    return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  }
  if (!pages.data) return <PreviewTable rows={undefined} fields={preview.fields.slice(0, 3)} />;
  const rows = pages.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t("check.filteredEmpty")}
        actions={
          <Button variant="default" onClick={onClear}>
            {t("check.removeFilter")}
          </Button>
        }
      />
    );
  }
  return (
    <>
      <PreviewTable rows={rows} fields={preview.fields} onCorrect={setCorrecting} />
      {pages.hasNextPage ? (
        <p className={classes.sample}>
          <Button
            variant="default"
            onClick={() => void pages.fetchNextPage()}
            loading={pages.isFetchingNextPage}
          >
            {t("check.more")}
          </Button>
        </p>
      ) : null}
      {correcting ? (
        <CorrectDialog
          key={correcting.line}
          details={details}
          row={correcting}
          onClose={() => setCorrecting(null)}
        />
      ) : null}
    </>
  );
}

/** Third step, as on the picture: mapping at the left, counts as filters, every row with action and reason. */
export function CheckStep({
  details,
  onEdit,
}: {
  details: ImportDetails;
  onEdit: (anchor?: string) => void;
}) {
  const checking = details.status === "checking";
  const preview = useQuery({ ...previewQuery(details.id), enabled: !checking });
  const [{ show }, setUrl] = useUrlState<{ show: Filter }>({ show: "all" });
  const setFilter = (filter: Filter) => setUrl({ show: filter === "all" ? (undefined as never) : filter });
  if (preview.isError && !preview.data) {
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  return (
    <div className={classes.layout}>
      <MappingSummary details={details} onEdit={onEdit} />
      <div className={classes.main}>
        {checking ? <Checking details={details} /> : null}
        <Counts preview={checking ? undefined : preview.data} value={show} onChange={setFilter} />
        <Bar details={details} preview={preview.data} filter={show} onChange={setFilter} />
        <div className={classes.scroller}>
          {preview.data && !checking ? (
            <Rows details={details} preview={preview.data} filter={show} onClear={() => setFilter("all")} />
          ) : (
            <PreviewTable rows={undefined} fields={details.fields.slice(0, 3)} />
          )}
        </div>
      </div>
    </div>
  );
}

/** Foot of the check: what can be undone, and the one button that writes. */
export function CheckFooter({ details, onBack }: { details: ImportDetails; onBack: () => void }) {
  const t = useImportMessages();
  const command = useCommand(details.id);
  const preview = useQuery({ ...previewQuery(details.id), enabled: details.status === "ready" });
  const counts = preview.data?.counts;
  const importable = counts ? importableRows(counts) : 0;
  const aside = counts ? counts.refuse + counts.identical + counts.skip : 0;
  const startLabel = !counts
    ? t("check.startSoon")
    : importable === 0
      ? t("check.nothing")
      : t("check.start", { count: importable });
  const start = () => command.mutate("start", { onError: (error) => notifyProblem(error) });
  return (
    <>
      <p className={wizard.promise}>
        <IconArrowBackUp size={16} stroke={1.75} />
        <span>
          {counts && importable === 0 ? t("check.nothingHint") : t("check.undoable")}{" "}
          {aside > 0 && importable > 0 ? t("check.aside", { count: aside }) : null}
        </span>
      </p>
      <Button variant="default" onClick={onBack}>
        {t("check.back")}
      </Button>
      <Button onClick={start} loading={command.isPending} disabled={importable === 0}>
        {startLabel}
      </Button>
    </>
  );
}
