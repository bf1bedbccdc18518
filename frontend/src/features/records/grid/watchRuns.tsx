import { Button, Progress } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload, IconListCheck } from "@tabler/icons-react";
import type { QueryClient } from "@tanstack/react-query";
import { currentLanguage, translate } from "../../../lib/i18n";
import { Problem } from "../../../lib/problem";
import { notifyDone, notifyProblem, notifyUndo } from "../../../ui/toasts";
import {
  type BulkRun,
  cancelBulkRun,
  cancelExport,
  type ExportRun,
  exportLink,
  readBulkRun,
  readExport,
} from "./bulkQueries";

const LOOK_AGAIN_MS = 700;
const say = (key: string, values?: Record<string, string | number>) => translate("grid", key, values);
const shown = (count: number) => ({
  count,
  shown: new Intl.NumberFormat(currentLanguage() === "en" ? "en-GB" : "fr-FR").format(count),
});

interface ProgressLine {
  title: string;
  done: number;
  total: number | null;
  onStop: () => void;
}

/** A toast with a bar and the way to stop. */
function progressContent({ title, done, total, onStop }: ProgressLine) {
  return (
    <div>
      <span className="toast-undo">
        <span>{title}</span>
        <Button variant="subtle" size="xs" data-accent c="var(--sl-accent)" onClick={onStop}>
          {say("bulk.stop")}
        </Button>
      </span>
      <Progress value={total ? (100 * done) / total : 0} size={6} my={6} aria-label={title} />
      {total ? (
        <span className="tabular">
          {say("bulk.progress", { done: shown(done).shown, total: shown(total).shown })}
        </span>
      ) : null}
    </div>
  );
}

const closeLabel = () => ({ "aria-label": translate("ui", "action.close") });

function tellBulkEnd(run: BulkRun): void {
  if (run.status === "failed")
    notifyProblem(
      new Problem({ status: 409, code: "bulk_failed", detail: run.error ?? "" }),
      say("bulk.failed"),
    );
  const key = run.operation === "delete" ? "bulk.deleted" : "bulk.done";
  const text =
    run.status === "cancelled"
      ? say("bulk.stopped", { done: shown(run.changed).shown })
      : say(key, shown(run.changed));
  const rest = run.refused > 0 ? ` · ${say("bulk.notAll", shown(run.refused))}` : "";
  if (run.changed > 0) notifyUndo(text + rest, run.change_set_id);
  else if (run.status !== "failed") notifyDone(text + rest);
}

/** Tells how far a change of many records is, and its result with undo at the end. */
export function announceBulk(run: BulkRun, queries: QueryClient): void {
  const toast = `bulk-${run.id}`;
  const finish = (ended: BulkRun) => {
    notifications.hide(toast);
    tellBulkEnd(ended);
    void queries.invalidateQueries({ queryKey: [ended.object] });
  };
  if (run.status !== "running") {
    finish(run);
    return;
  }
  const stop = () => void cancelBulkRun(run.id).catch((error) => notifyProblem(error));
  const line = (now: BulkRun) =>
    progressContent({ title: say("bulk.running"), done: now.done, total: now.total, onStop: stop });
  notifications.show({
    id: toast,
    message: line(run),
    icon: <IconListCheck size={16} stroke={1.75} />,
    autoClose: false,
    closeButtonProps: closeLabel(),
  });
  const look = async () => {
    try {
      const now = await readBulkRun(run.id);
      if (now.status !== "running") return finish(now);
      notifications.update({ id: toast, message: line(now), autoClose: false });
    } catch (error) {
      notifications.hide(toast);
      notifyProblem(error);
      return;
    }
    setTimeout(() => void look(), LOOK_AGAIN_MS);
  };
  void look();
}

/** Fetches the file of an export; the link is asked for at the click, since it only works for minutes. */
async function download(id: string): Promise<void> {
  const anchor = document.createElement("a");
  anchor.href = await exportLink(id);
  anchor.download = "";
  anchor.click();
}

const ended = (run: ExportRun) => run.ready || run.status === "failed" || run.status === "cancelled";

/** Tells how far an export is; the file is fetched when it is ready, and once more on demand. */
export function announceExport(run: ExportRun): void {
  const toast = `export-${run.id}`;
  const stop = () => {
    notifications.hide(toast);
    void cancelExport(run.id).catch((error) => notifyProblem(error));
  };
  const line = (now: ExportRun) =>
    progressContent({
      title: say("export.preparing"),
      done: now.rows_done ?? 0,
      total: now.rows_total ?? null,
      onStop: stop,
    });
  const finish = (now: ExportRun) => {
    notifications.hide(toast);
    if (now.status === "cancelled") return;
    if (!now.ready) {
      notifyProblem(
        new Problem({ status: 409, code: "export_failed", detail: now.error ?? "" }),
        say("export.failed"),
      );
      return;
    }
    notifications.show({
      id: `${toast}-ready`,
      icon: <IconDownload size={16} stroke={1.75} />,
      color: "green",
      autoClose: 60_000,
      closeButtonProps: closeLabel(),
      message: (
        <span className="toast-undo">
          <span>{say("export.ready")}</span>
          <Button
            variant="subtle"
            size="xs"
            data-accent
            c="var(--sl-accent)"
            onClick={() => void download(now.id).catch((error) => notifyProblem(error))}
          >
            {say("export.download")}
          </Button>
        </span>
      ),
    });
    void download(now.id).catch((error) => notifyProblem(error));
  };
  notifications.show({
    id: toast,
    message: line(run),
    icon: <IconDownload size={16} stroke={1.75} />,
    autoClose: false,
    closeButtonProps: closeLabel(),
  });
  const look = async () => {
    try {
      const now = await readExport(run.id);
      if (ended(now)) return finish(now);
      notifications.update({ id: toast, message: line(now), autoClose: false });
    } catch (error) {
      notifications.hide(toast);
      notifyProblem(error);
      return;
    }
    setTimeout(() => void look(), LOOK_AGAIN_MS);
  };
  void look();
}
