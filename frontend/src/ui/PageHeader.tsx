import type { ReactNode } from "react";
import classes from "./PageHeader.module.css";

export interface PageHeaderProps {
  title: string;
  /** Quiet facts beside the title ("29 deals ouverts, 465 470 € HT"). */
  facts?: ReactNode;
  /** Beside the title: a pipeline chooser. */
  chooser?: ReactNode;
  /** On the right; one of them filled at most. */
  actions?: ReactNode;
}

/** Head of a page, 56 high. */
export function PageHeader({ title, facts, chooser, actions }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <h1 className={classes.title}>{title}</h1>
      {chooser}
      {facts ? <div className={classes.facts}>{facts}</div> : null}
      <div className={classes.actions}>{actions}</div>
    </header>
  );
}
