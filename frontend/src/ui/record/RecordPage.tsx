import { ActionIcon, Skeleton } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconChevronUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useGo, useWorkspacePath } from "../../lib/address";
import { useFormat } from "../../lib/format";
import { type Shortcut, useShortcuts } from "../../lib/shortcuts";
import { recordSequence } from "../../lib/stores";
import { useUiMessages } from "../messages";
import classes from "./record.module.css";

export interface Crumb {
  label: string;
  /** Path after `/w/<slug>`; absent on the record itself. */
  path?: string;
}

interface RecordTopProps {
  crumbs: Crumb[];
  object: string;
  id: string;
  /** Full page of a neighbour. */
  pathOf: (id: string) => string;
}

/** Where the record is, and its neighbours in the list it was opened from (J, K). */
export function RecordTop({ crumbs, object, id, pathOf }: RecordTopProps) {
  const t = useUiMessages();
  const format = useFormat();
  const go = useGo();
  const path = useWorkspacePath();
  const sequence = recordSequence.use();
  const index = sequence?.object === object ? sequence.ids.indexOf(id) : -1;
  const previous = index > 0 ? sequence?.ids[index - 1] : undefined;
  const next = index >= 0 ? sequence?.ids[index + 1] : undefined;
  const shortcuts = useMemo<Shortcut[]>(() => {
    const walk = (key: string, label: string, to: string | undefined): Shortcut[] =>
      to ? [{ keys: key, label, group: t("frame.navigation"), run: () => go(pathOf(to)) }] : [];
    return [...walk("j", t("action.next"), next), ...walk("k", t("action.previous"), previous)];
  }, [t, go, pathOf, next, previous]);
  useShortcuts(shortcuts);
  return (
    <div className={classes.top}>
      <ol className={classes.crumbs}>
        {crumbs.map((crumb, position) => (
          <li key={crumb.label} aria-current={crumb.path ? undefined : "page"}>
            {position > 0 ? <IconChevronRight size={14} stroke={1.75} aria-hidden /> : null}
            {crumb.path ? (
              <Link to={path(crumb.path)} className="truncate">
                {crumb.label}
              </Link>
            ) : (
              <span className="truncate">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
      {index >= 0 ? (
        <>
          <span className={`${classes.place} tabular`}>
            {t("table.position", {
              index: format.number(index + 1),
              total: format.number(sequence?.total ?? sequence?.ids.length ?? 0),
            })}
          </span>
          <ActionIcon
            disabled={!previous}
            aria-label={t("action.previous")}
            onClick={() => previous && go(pathOf(previous))}
          >
            <IconChevronUp size={16} stroke={1.75} />
          </ActionIcon>
          <ActionIcon disabled={!next} aria-label={t("action.next")} onClick={() => next && go(pathOf(next))}>
            <IconChevronDown size={16} stroke={1.75} />
          </ActionIcon>
        </>
      ) : null}
    </div>
  );
}

/** Full page of a record: what happened on the left, what is known on the right. */
export function RecordPage({ head, main, aside }: { head: ReactNode; main: ReactNode; aside: ReactNode }) {
  return (
    <article className={classes.page}>
      {head}
      <div className={classes.columns}>
        <div className={classes.main}>{main}</div>
        <div className={classes.aside}>{aside}</div>
      </div>
    </article>
  );
}

/** The shape of a record's page while it loads. */
export function RecordPageSkeleton() {
  return (
    <div className={classes.page} aria-busy="true">
      <div className={classes.top} />
      <div className={classes.header}>
        <div className={classes.identity}>
          <Skeleton height={40} width={40} radius="md" />
          <div className={classes.names}>
            <Skeleton height={20} width={260} mb={12} />
            <Skeleton height={10} width={200} />
          </div>
        </div>
        <div className={classes.keyFacts}>
          {[64, 40, 88, 104, 72].map((width) => (
            <div key={width}>
              <Skeleton height={8} width={60} mb={12} />
              <Skeleton height={12} width={width} />
            </div>
          ))}
        </div>
      </div>
      <div className={classes.columns}>
        <div className={classes.main}>
          <Skeleton height={88} radius="md" />
          <Skeleton height={40} radius="sm" />
          {[70, 52, 61].map((width) => (
            <Skeleton key={width} height={12} width={`${width}%`} />
          ))}
        </div>
        <div className={classes.aside}>
          {[120, 90, 140, 80, 110].map((width) => (
            <Skeleton key={width} height={12} width={width} mt={8} />
          ))}
        </div>
      </div>
    </div>
  );
}
