import { UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useFormat } from "../../lib/format";
import type { Icon } from "../../lib/manifest";
import classes from "./bars.module.css";

export interface ViewTab {
  id: string;
  label: string;
  count?: number | null;
  /** The count stopped there: "10 000+". */
  capped?: boolean;
  icon?: Icon;
}

interface ViewTabsProps {
  /** What the tabs choose, for screen readers. */
  label: string;
  tabs: ViewTab[];
  value: string;
  onChange: (id: string) => void;
  /** After the last tab. */
  end?: ReactNode;
}

/** Views as tabs, 40 high: arrows walk them. */
export function ViewTabs({ label, tabs, value, onChange, end }: ViewTabsProps) {
  const format = useFormat();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const index = tabs.findIndex((tab) => tab.id === value);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className={classes.tabs}>
      <div role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown} style={{ display: "contents" }}>
        {tabs.map(({ id, label: name, count, capped, icon: TabIcon }) => (
          <UnstyledButton
            key={id}
            role="tab"
            data-tab={id}
            className={classes.tab}
            aria-selected={id === value}
            tabIndex={id === value ? 0 : -1}
            onClick={() => onChange(id)}
          >
            {TabIcon ? <TabIcon size={16} stroke={1.75} /> : null}
            {name}
            {count === null || count === undefined ? null : (
              <span className={`${classes.tabCount} tabular`}>
                {format.number(count)}
                {capped ? "+" : ""}
              </span>
            )}
          </UnstyledButton>
        ))}
      </div>
      {end}
    </div>
  );
}
