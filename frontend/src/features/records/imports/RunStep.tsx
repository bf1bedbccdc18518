import { Button, Progress } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useFormat } from "../../../lib/format";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { useImportMessages } from "./messages";
import { type ImportDetails, useCommand } from "./queries";
import { ResultView } from "./ResultView";
import { progressOf, remainingSeconds } from "./rules";
import classes from "./run.module.css";
import { announceImport } from "./watchImport";
import wizard from "./wizard.module.css";

/** "encore 20 s environ", from the pace so far. */
export function useRemaining(details: ImportDetails): string {
  const t = useImportMessages();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = remainingSeconds(details, now);
  if (seconds === null || seconds <= 0) return "";
  const time =
    seconds < 90
      ? t("run.seconds", { count: seconds })
      : t("run.minutes", { count: Math.round(seconds / 60) });
  return t("run.remaining", { time });
}

function Running({ details }: { details: ImportDetails }) {
  const t = useImportMessages();
  const format = useFormat();
  const remaining = useRemaining(details);
  const command = useCommand(details.id);
  const [asking, setAsking] = useState(false);
  const undoing = details.status === "undoing";
  const { done, total } = progressOf(details);
  const facts = [
    { label: t("result.created"), value: details.created },
    { label: t("result.updated"), value: details.updated },
    { label: t("result.refused"), value: details.refused },
  ];
  return (
    <div className={wizard.narrow}>
      <h2 className={wizard.sectionTitle}>{t(undoing ? "run.undoing" : "run.running")}</h2>
      <p className={wizard.sectionHint}>{t(undoing ? "run.undoingHint" : "run.runningHint")}</p>
      <Progress
        value={total ? (100 * done) / total : 0}
        size={6}
        className={classes.progress}
        aria-label={t(undoing ? "run.undoing" : "run.running")}
      />
      <p className={`${classes.pace} tabular`} role="status">
        {t("run.progress", { done, total })}
        {undoing ? "" : remaining}
      </p>
      {undoing ? null : (
        <>
          <dl className={classes.facts}>
            {facts.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd className="tabular">{format.number(value)}</dd>
              </div>
            ))}
          </dl>
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} stroke={1.75} />}
            onClick={() => setAsking(true)}
          >
            {t("run.stop")}
          </Button>
          <ConfirmDialog
            opened={asking}
            onClose={() => setAsking(false)}
            title={t("run.stopTitle")}
            text={t("run.stopText")}
            confirm={t("run.stop")}
            danger
            onConfirm={() => command.mutateAsync("cancel")}
          />
        </>
      )}
    </div>
  );
}

/** Fourth step: the import at work, then its result. Leaving while it works keeps telling its progress. */
export function RunStep({ details }: { details: ImportDetails }) {
  const working = details.status === "running" || details.status === "undoing";
  const { id, file_name: name } = details;
  useEffect(() => {
    if (!working) return undefined;
    return () => announceImport(id, name);
  }, [working, id, name]);
  return working ? <Running details={details} /> : <ResultView details={details} />;
}
