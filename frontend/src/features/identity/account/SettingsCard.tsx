import type { ReactNode } from "react";
import classes from "./account.module.css";

interface SettingsCardProps {
  title: string;
  lead?: ReactNode;
  /** Beside the title: a state. */
  state?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

/** One subject of a settings page. */
export function SettingsCard({ title, lead, state, action, children }: SettingsCardProps) {
  return (
    <section className={classes.card}>
      <div className={classes.head}>
        <div>
          <h2 className={classes.title}>
            {title} {state}
          </h2>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
