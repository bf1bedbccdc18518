import type { ReactNode } from "react";
import classes from "./settings.module.css";

interface SettingsPageProps {
  title: string;
  hint?: string;
  actions?: ReactNode;
  /** The matrix and the outbox need the whole width. */
  wide?: boolean;
  children: ReactNode;
}

/** Head and width of a page of the settings. */
export function SettingsPage({ title, hint, actions, wide, children }: SettingsPageProps) {
  return (
    <div className={classes.page} data-wide={wide || undefined}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.title}>{title}</h2>
          {hint ? <p className={classes.hint}>{hint}</p> : null}
        </div>
        {actions ? <div className={classes.headActions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A part of a page of the settings, with its own heading. */
export function SettingsSection({
  title,
  hint,
  count,
  children,
}: {
  title: string;
  hint?: string;
  count?: number;
  children: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <h3 className={classes.sectionTitle}>
        {title}
        {count === undefined ? null : <span className={classes.count}>{count}</span>}
      </h3>
      {hint ? <p className={classes.hint}>{hint}</p> : null}
      {children}
    </section>
  );
}
