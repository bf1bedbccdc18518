import { IconArrowRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useRememberPage } from "../../lib/recents";
import classes from "./record.module.css";

export interface KeyFact {
  label: string;
  value: ReactNode;
}

export interface RecordHeaderProps {
  /** Avatar, 40. */
  lead: ReactNode;
  title: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** Five facts at most. */
  facts?: KeyFact[];
  /** The stage bar. */
  children?: ReactNode;
}

/** Head of a record's full page: identity, key facts, stages. */
export function RecordHeader({ lead, title, subtitle, actions, facts, children }: RecordHeaderProps) {
  useRememberPage(title);
  return (
    <header className={classes.header}>
      <div className={classes.identity}>
        {lead}
        <div className={classes.names}>
          <h1 className={classes.title} title={title}>
            {title}
          </h1>
          {subtitle ? <div className={classes.subtitle}>{subtitle}</div> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
      {facts?.length ? (
        <dl className={classes.keyFacts}>
          {facts.map((fact) => (
            <div key={fact.label} className={classes.keyFact}>
              <dt>{fact.label}</dt>
              <dd className="tabular">{fact.value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {children}
    </header>
  );
}

/** Identity of a record inside a panel. */
export function PanelIdentity({
  lead,
  title,
  subtitle,
}: Pick<RecordHeaderProps, "lead" | "title" | "subtitle">) {
  return (
    <div className={classes.panelIdentity}>
      {lead}
      <div className={classes.names}>
        <h2 className={classes.panelTitle} title={title}>
          {title}
        </h2>
        {subtitle ? <div className={classes.subtitle}>{subtitle}</div> : null}
      </div>
    </div>
  );
}

interface SectionProps {
  title: string;
  count?: number;
  action?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page or panel. */
export function Section({ title, count, action, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {count === undefined ? null : <span className={`${classes.sectionCount} tabular`}>{count}</span>}
        {action ? <span className={classes.sectionAction}>{action}</span> : null}
      </div>
      {children}
    </section>
  );
}

export interface NextStepProps {
  label: string;
  title: string;
  reason?: ReactNode;
  actions?: ReactNode;
}

/** The one best next step, with its reason. */
export function NextStep({ label, title, reason, actions }: NextStepProps) {
  return (
    <section className={classes.next}>
      <div className={classes.nextText}>
        <p className={classes.nextLabel}>
          <IconArrowRight size={14} stroke={1.75} aria-hidden />
          {label}
        </p>
        <p className={classes.nextTitle}>{title}</p>
        {reason ? <p className={classes.nextReason}>{reason}</p> : null}
      </div>
      {actions ? <div className={classes.nextActions}>{actions}</div> : null}
    </section>
  );
}
