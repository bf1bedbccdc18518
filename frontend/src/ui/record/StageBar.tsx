import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useUiMessages } from "../messages";
import classes from "./record.module.css";

export interface StageStep {
  id: string;
  name: string;
  kind: "open" | "won" | "lost";
  /** "4 j" spent there. */
  detail?: ReactNode;
}

interface StageBarProps {
  stages: StageStep[];
  current: string;
  /** Absent when the person may not move the deal. */
  onMove?: (stageId: string) => void;
}

/** Where a deal stands; a click moves it. */
export function StageBar({ stages, current, onMove }: StageBarProps) {
  const t = useUiMessages();
  const index = stages.findIndex((stage) => stage.id === current);
  const Step = onMove ? UnstyledButton : "div";
  return (
    <div
      className={classes.stages}
      role="group"
      aria-label={t("stage.progress", {
        name: stages[index]?.name ?? "",
        index: index + 1,
        total: stages.length,
      })}
    >
      {stages.map((stage, position) => (
        <Step
          key={stage.id}
          className={classes.stage}
          data-reached={position <= index || undefined}
          data-kind={stages[index]?.kind}
          aria-current={position === index ? "step" : undefined}
          onClick={onMove && position !== index ? () => onMove(stage.id) : undefined}
        >
          <span className="truncate">
            {stage.name}{" "}
            {stage.detail ? <span className={`${classes.stageDetail} tabular`}>{stage.detail}</span> : null}
          </span>
        </Step>
      ))}
    </div>
  );
}
