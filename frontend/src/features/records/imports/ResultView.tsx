import { Button } from "@mantine/core";
import {
  IconArrowBackUp,
  IconCheck,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugConnectedX,
} from "@tabler/icons-react";
import { useState } from "react";
import { useGo } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { recordKind } from "../../../lib/recordKinds";
import { sentence } from "../../../lib/typography";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { notifyProblem } from "../../../ui/toasts";
import { useImportMessages } from "./messages";
import { LISTS } from "./objects";
import { type ImportDetails, useCommand } from "./queries";
import { RefusalTable } from "./RefusalTable";
import { undoableUntil } from "./rules";
import classes from "./run.module.css";
import wizard from "./wizard.module.css";

const LOOKS = {
  done: { icon: IconCheck, tone: "green" },
  cancelled: { icon: IconPlayerStop, tone: "orange" },
  failed: { icon: IconPlugConnectedX, tone: "red" },
  undone: { icon: IconArrowBackUp, tone: "neutral" },
} as const;

const OPEN_LABELS: Record<string, "result.openBoard" | "result.openContacts" | "result.openCompanies"> = {
  deal: "result.openBoard",
  contact: "result.openContacts",
  organisation: "result.openCompanies",
};

function Undo({ details }: { details: ImportDetails }) {
  const t = useImportMessages();
  const format = useFormat();
  const command = useCommand(details.id);
  const [asking, setAsking] = useState(false);
  const until = undoableUntil(details);
  if (!until) return null;
  if (until < new Date()) return <p className={wizard.sectionHint}>{t("result.undoOver")}</p>;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
        onClick={() => setAsking(true)}
      >
        {t("result.undo")}
      </Button>
      <span className={classes.until}>{t("result.undoUntil", { date: format.date(until) })}</span>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("result.undoTitle")}
        text={t("result.undoText", { created: details.created, updated: details.updated })}
        confirm={t("result.undo")}
        danger
        onConfirm={() => command.mutateAsync("undo")}
      />
    </>
  );
}

function Actions({ details }: { details: ImportDetails }) {
  const t = useImportMessages();
  const go = useGo();
  const command = useCommand(details.id);
  const list = LISTS[details.object];
  const written = details.created + details.updated + details.restored > 0 && details.status !== "undone";
  const resume = () => command.mutate("start", { onError: (error) => notifyProblem(error) });
  return (
    <div className={classes.actions}>
      {details.status === "failed" ? (
        <Button
          leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
          onClick={resume}
          loading={command.isPending}
        >
          {t("result.resume")}
        </Button>
      ) : null}
      {details.status !== "failed" && written && list && recordKind(details.object) ? (
        <Button onClick={() => go(list)}>{t(OPEN_LABELS[details.object] ?? "result.openBoard")}</Button>
      ) : null}
      <Button variant={written ? "default" : "filled"} onClick={() => go("/imports/new")}>
        {t("result.again")}
      </Button>
      <Undo details={details} />
    </div>
  );
}

/** Records an undo left as they are, and why. */
function Conflicts({ details }: { details: ImportDetails }) {
  const list = details.status === "undone" ? (details.undo?.conflict_list ?? []) : [];
  if (list.length === 0) return null;
  return (
    <ul className={classes.conflicts}>
      {list.map((conflict) => (
        <li key={conflict.id}>
          <strong>{conflict.title ?? conflict.object}</strong> {sentence(conflict.message)}
        </li>
      ))}
    </ul>
  );
}

/** What an ended import did, where to see it, how to take it back, and what it refused. */
export function ResultView({ details }: { details: ImportDetails }) {
  const t = useImportMessages();
  const format = useFormat();
  const status = details.status as keyof typeof LOOKS;
  const look = LOOKS[status] ?? LOOKS.done;
  const StateIcon = look.icon;
  const facts = [
    { label: t("result.created"), value: details.created },
    { label: t("result.updated"), value: details.updated },
    ...(details.restored > 0 ? [{ label: t("result.restored"), value: details.restored }] : []),
    { label: t("result.skipped"), value: details.skipped },
    { label: t("result.refused"), value: details.refused },
  ];
  return (
    <div className={wizard.wide}>
      <div className={classes.headline} role="status">
        <span className={classes.tile} data-tone={look.tone}>
          <StateIcon size={20} stroke={1.75} />
        </span>
        <h2 className={classes.headlineTitle}>{t(`result.${status}`)}</h2>
      </div>
      {details.status === "failed" ? (
        <p className={wizard.sectionHint}>
          {details.error ? `${details.error} ` : ""}
          {t("result.failedHint", { count: details.rows_done })}
        </p>
      ) : null}
      {details.undo && details.status === "undone" ? (
        <p className={wizard.sectionHint}>
          {t("result.undoneCount", { count: details.undo.undone })}{" "}
          {details.undo.conflicts > 0 ? t("result.conflicts", { count: details.undo.conflicts }) : ""}
        </p>
      ) : null}
      <Conflicts details={details} />
      <dl className={classes.facts}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="tabular">{format.number(value)}</dd>
          </div>
        ))}
      </dl>
      <Actions details={details} />
      {details.refused > 0 ? <RefusalTable details={details} /> : null}
    </div>
  );
}
