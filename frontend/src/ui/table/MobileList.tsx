import { UnstyledButton } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import classes from "./DataTable.module.css";
import type { DataTableProps } from "./types";

const ROW_HEIGHT = 61;

/** The rows of a table on a phone: name, a second line, one figure. */
export function MobileList<T>(props: DataTableProps<T>) {
  const { rows, hasMore, loadingMore, onEndReached } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const count = rows?.length ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && count > 0 && lastIndex >= count - 10) onEndReached?.();
  }, [hasMore, loadingMore, lastIndex, count, onEndReached]);

  return (
    <div className={classes.list} ref={scroller} aria-busy={rows === undefined || undefined}>
      {rows === undefined
        ? Array.from({ length: 10 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity.
            <div key={index} className={classes.item} aria-hidden="true">
              <span className={classes.itemText}>
                <span className="skeleton-bar" style={{ width: `${50 + ((index * 17) % 30)}%` }} />
              </span>
            </div>
          ))
        : null}
      <ul aria-label={props.label} style={{ position: "relative", height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows?.[item.index];
          if (!row) return null;
          const { lead, title, subtitle, end } = props.mobileRow(row);
          return (
            <li
              key={props.rowId(row)}
              style={{ position: "absolute", insetInline: 0, transform: `translateY(${item.start}px)` }}
            >
              <UnstyledButton
                className={classes.item}
                data-open={props.rowId(row) === props.openId || undefined}
                onClick={() => props.onOpen(row)}
              >
                {lead}
                <span className={`${classes.itemText} truncate`}>
                  <span className={`${classes.itemTitle} truncate`}>{title}</span>
                  {subtitle ? <span className={`${classes.itemSubtitle} truncate`}>{subtitle}</span> : null}
                </span>
                {end ? <span className={`${classes.itemEnd} tabular`}>{end}</span> : null}
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
