import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertCircle, IconCheck } from "@tabler/icons-react";
import type { QueryClient } from "@tanstack/react-query";
import { undoChangeSet } from "../lib/http";
import { translate } from "../lib/i18n";
import { asProblem } from "../lib/problem";
import { problemText } from "./ErrorState";

const CLOSE_MS = 8_000;
let queryClient: QueryClient | null = null;

/** Gives toasts the query cache, so that undo refreshes the screen. */
export function connectToasts(queries: QueryClient): void {
  queryClient = queries;
}

const say = (key: string, values?: Record<string, string | number>) => translate("ui", key, values);

/** Says that something is done. */
export function notifyDone(message: string): void {
  notifications.show({
    closeButtonProps: { "aria-label": say("action.close") },
    message,
    icon: <IconCheck size={16} stroke={1.75} />,
    color: "green",
    autoClose: 4_000,
  });
}

/** Says what failed, what is kept and what to do. */
export function notifyProblem(error: unknown, title?: string): void {
  const problem = asProblem(error);
  const text = problemText(problem, ((key: string, values?: Record<string, string | number>) =>
    say(key, values)) as never);
  notifications.show({
    closeButtonProps: { "aria-label": say("action.close") },
    title,
    message: text,
    icon: <IconAlertCircle size={16} stroke={1.75} />,
    color: "red",
    autoClose: 10_000,
    className: "toast-problem",
  });
}

async function undo(id: string, changeSetIds: string[]): Promise<void> {
  notifications.hide(id);
  try {
    const answers = await Promise.all(changeSetIds.map(undoChangeSet));
    const conflicts = answers.flatMap((answer) => answer.conflicts);
    notifyDone(conflicts.length > 0 ? say("undo.conflicts", { count: conflicts.length }) : say("undo.done"));
  } catch (error) {
    notifyProblem(error, say("undo.failed"));
  }
  await queryClient?.invalidateQueries();
}

/**
 * Says what was done and offers to undo it. Without a change set (nothing undoable was written) it only says it; a
 * bulk act gives one per record. `onUndo` runs first, for an optimistic return.
 */
export function notifyUndo(
  label: string,
  changeSetId: string | readonly (string | null)[] | null,
  onUndo?: () => void,
): void {
  const changeSetIds = [changeSetId].flat().filter((each): each is string => Boolean(each));
  if (changeSetIds.length === 0) {
    notifyDone(label);
    return;
  }
  const id = `undo-${changeSetIds[0]}`;
  notifications.show({
    closeButtonProps: { "aria-label": say("action.close") },
    id,
    autoClose: CLOSE_MS,
    icon: <IconCheck size={16} stroke={1.75} />,
    color: "green",
    message: (
      <span className="toast-undo">
        <span>{label}</span>
        <Button
          variant="subtle"
          size="xs"
          data-accent
          c="var(--sl-accent)"
          onClick={() => {
            onUndo?.();
            void undo(id, changeSetIds);
          }}
        >
          {say("action.undo")}
        </Button>
      </span>
    ),
  });
}
