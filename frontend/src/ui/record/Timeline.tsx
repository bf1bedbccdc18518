import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { useFormat } from "../../lib/format";
import type { Icon } from "../../lib/manifest";
import { useUiMessages } from "../messages";
import classes from "./Timeline.module.css";

export interface TimelineEntry {
  id: string;
  at: string;
  icon: Icon;
  /** One line: who did what. */
  title: ReactNode;
  /** A second line in grey: changes, dates. */
  detail?: ReactNode;
  /** Quoted on a tint: a note, a message. */
  quote?: ReactNode;
  /** Edit, delete; appear on hover or focus. */
  actions?: ReactNode;
}

interface TimelineProps {
  entries: TimelineEntry[] | undefined;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
  empty?: ReactNode;
}

/** What happened to a record and who did it, newest first. */
export function Timeline({ entries, hasMore, loadingMore, onMore, empty }: TimelineProps) {
  const t = useUiMessages();
  const format = useFormat();
  if (!entries) return <TimelineSkeleton />;
  if (entries.length === 0) return <p className={classes.empty}>{empty ?? t("timeline.empty")}</p>;
  return (
    <>
      <ol className={classes.timeline}>
        {entries.map(({ id, at, icon: EntryIcon, title, detail, quote, actions }) => (
          <li key={id} className={classes.entry}>
            <span className={classes.bullet}>
              <EntryIcon size={16} stroke={1.75} />
            </span>
            <div className={classes.head}>
              <span className={classes.title}>{title}</span>
              {actions ? <span className={classes.actions}>{actions}</span> : null}
              <time
                className={`${classes.time} tabular`}
                dateTime={at}
                title={`${format.longDate(at)} ${format.time(at)}`}
              >
                {format.moment(at)}
              </time>
            </div>
            {detail ? <div className={classes.detail}>{detail}</div> : null}
            {quote ? <div className={classes.quote}>{quote}</div> : null}
          </li>
        ))}
      </ol>
      {hasMore ? (
        <Button variant="subtle" onClick={onMore} disabled={loadingMore} className={classes.more}>
          {t("timeline.more")}
        </Button>
      ) : null}
    </>
  );
}

/** The shape of a timeline while it loads. */
export function TimelineSkeleton() {
  return (
    <div className={classes.timeline} aria-hidden="true">
      {[62, 48, 70, 40].map((width) => (
        <div key={width} className={classes.entry}>
          <span className={classes.bullet} />
          <Skeleton height={10} width={`${width}%`} mt={9} />
        </div>
      ))}
    </div>
  );
}

/** "Étape : Besoin validé → Proposition", for the detail line of a change. */
export function ChangeLine({ label, before, after }: { label: string; before: ReactNode; after: ReactNode }) {
  const { colon } = useFormat();
  return (
    <span className={classes.change}>
      {label}
      {colon}
      {before} <span aria-hidden="true">→</span> <strong className={classes.after}>{after}</strong>
    </span>
  );
}
