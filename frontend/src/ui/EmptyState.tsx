import type { ReactNode } from "react";
import type { Icon } from "../lib/manifest";
import classes from "./states.module.css";

export interface EmptyStateProps {
  icon: Icon;
  title: string;
  /** One sentence. */
  text?: string;
  /** One action, at most a second quiet one. */
  actions?: ReactNode;
  /** `done` when nothing is left to do. */
  tone?: "neutral" | "done";
}

/** What a place says when it holds nothing, and the first thing to do about it. */
export function EmptyState({ icon: StateIcon, title, text, actions, tone = "neutral" }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <span className={classes.tile} data-tone={tone}>
        <StateIcon size={20} stroke={1.75} />
      </span>
      <h2 className={classes.title}>{title}</h2>
      {text ? <p className={classes.text}>{text}</p> : null}
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </div>
  );
}
