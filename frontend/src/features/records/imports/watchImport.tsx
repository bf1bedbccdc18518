import { Button, Progress } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUpload } from "@tabler/icons-react";
import { translate } from "../../../lib/i18n";
import { Problem } from "../../../lib/problem";
import { notifyDone, notifyProblem } from "../../../ui/toasts";
import { commandImport, type ImportDetails, readImport } from "./queries";
import { progressOf } from "./rules";

const LOOK_AGAIN_MS = 1_500;
const say = (key: string, values?: Record<string, string | number>) => translate("imports", key, values);
const watched = new Set<string>();

function content(details: ImportDetails) {
  const undoing = details.status === "undoing";
  const { done, total } = progressOf(details);
  const stop = () => void commandImport(details.id, "cancel").catch((error) => notifyProblem(error));
  return (
    <div>
      <span className="toast-undo">
        <span>{say(undoing ? "run.announcedUndo" : "run.announced", { name: details.file_name })}</span>
        {undoing ? null : (
          <Button variant="subtle" size="xs" data-accent c="var(--sl-accent)" onClick={stop}>
            {say("run.stop")}
          </Button>
        )}
      </span>
      <Progress
        value={total ? (100 * done) / total : 0}
        size={6}
        my={6}
        aria-label={say(undoing ? "run.undoing" : "run.running")}
      />
      <span className="tabular">{say("run.progress", { done, total })}</span>
    </div>
  );
}

function tellFailure(details: ImportDetails): void {
  const detail = details.error ?? say("run.failedHint");
  notifyProblem(
    new Problem({ status: 409, code: "import_failed", detail }),
    say("run.announcedFailed", { name: details.file_name }),
  );
}

function tellEnd(details: ImportDetails): void {
  const { file_name: name, created, updated, refused } = details;
  if (details.status === "failed") tellFailure(details);
  else if (details.status === "undone") notifyDone(say("result.undone"));
  else if (details.status === "cancelled")
    notifyDone(say("run.announcedStopped", { name, created, updated }));
  else notifyDone(say("run.announcedDone", { name, created, updated, refused }));
}

/** Whether the wizard of that import is on screen: it then tells the progress itself. */
const onScreen = (id: string) => window.location.pathname.endsWith(`/imports/${id}`);

/** Keeps telling the progress of a running import in a toast after its page was left, and its result at the end. */
export function announceImport(id: string, name: string): void {
  if (watched.has(id)) return;
  watched.add(id);
  const toast = `import-${id}`;
  const end = () => {
    watched.delete(id);
    notifications.hide(toast);
  };
  const look = async () => {
    if (onScreen(id)) return end();
    try {
      const details = await readImport(id);
      if (details.status !== "running" && details.status !== "undoing") {
        end();
        tellEnd(details);
        return;
      }
      notifications.update({ id: toast, message: content(details), autoClose: false });
    } catch {
      // Hidden by a sign-out or a lost connection: the list of imports tells the rest.
      return end();
    }
    setTimeout(() => void look(), LOOK_AGAIN_MS);
  };
  // Leaving and coming back at once (a step of the browser's history) must not flash a toast.
  setTimeout(() => {
    if (onScreen(id)) return end();
    notifications.show({
      id: toast,
      message: say("run.announced", { name }),
      icon: <IconUpload size={16} stroke={1.75} />,
      autoClose: false,
      closeButtonProps: { "aria-label": translate("ui", "action.close") },
    });
    void look();
  }, 300);
}
