import { Button, Progress } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { notifyProblem } from "../../../ui/toasts";
import { RelativeDate } from "../../../ui/values";
import classes from "./duplicates.module.css";
import { useDuplicateMessages } from "./messages";
import { type DuplicateKind, startSearch, stopSearch } from "./queries";

/** When duplicates were last searched for, how far a search is, and the way to start or stop one. */
export function RunBar({ kind }: { kind: DuplicateKind }) {
  const t = useDuplicateMessages();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = kind.run;
  const running = run?.status === "running";
  const wasRunning = useRef(running);
  useEffect(() => {
    if (wasRunning.current && !running) void queries.invalidateQueries({ queryKey: ["duplicates"] });
    wasRunning.current = running;
  }, [running, queries]);
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey: ["duplicates", "kinds"] });
    setBusy(false);
  };
  if (run && running) {
    const label = t("running", { percent: run.percent });
    return (
      <div className={classes.run}>
        <Progress value={run.percent} className={classes.progress} aria-label={label} />
        <span className={classes.quiet}>{label}</span>
        <Button size="xs" variant="default" loading={busy} onClick={() => void act(() => stopSearch(run.id))}>
          {t("stop")}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.run}>
      <span className={classes.quiet}>
        {run ? (
          <>
            {t("lastRun")} <RelativeDate value={run.finished_at ?? run.created_at} />
          </>
        ) : (
          `${t("neverRun")}. ${t("nightly")}`
        )}
      </span>
      <Button
        size="xs"
        variant="default"
        loading={busy}
        onClick={() => void act(() => startSearch(kind.name))}
      >
        {t("run")}
      </Button>
    </div>
  );
}
