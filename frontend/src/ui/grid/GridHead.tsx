import { Menu, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconDotsVertical } from "@tabler/icons-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { isNumeric } from "../../lib/grid/columns";
import type { SortStep } from "../../lib/grid/types";
import { useUiMessages } from "../messages";
import classes from "./Grid.module.css";
import type { CellPlace } from "./GridRowLine";
import type { HeadAction, ShownColumn } from "./types";
import { useColumnDrag } from "./useColumnDrag";

interface GridHeadProps {
  columns: ShownColumn[];
  places: CellPlace[];
  sort: SortStep[];
  onSort: (field: string, add: boolean) => void;
  actions: (column: ShownColumn, index: number) => HeadAction[];
  onMove: (id: string, to: number) => void;
  onResizeStart: (index: number, event: PointerEvent<HTMLElement>) => void;
  onFit: (index: number) => void;
  onNudge: (index: number, by: number) => void;
  selectable: boolean;
  loaded: "all" | "some" | "none";
  onToggleAll: () => void;
}

function SelectAll({ loaded, onToggle }: { loaded: "all" | "some" | "none"; onToggle: () => void }) {
  const t = useUiMessages();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = loaded === "some";
  }, [loaded]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={classes.box}
      checked={loaded === "all"}
      onChange={onToggle}
      aria-label={t("table.selectAll")}
    />
  );
}

function HeadMenu({ column, entries }: { column: ShownColumn; entries: HeadAction[] }) {
  const t = useUiMessages();
  const [opened, setOpened] = useState(false);
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <UnstyledButton
          className={classes.headMenu}
          tabIndex={-1}
          data-head-menu
          aria-label={t("grid.columnMenu", { name: column.label })}
        >
          <IconDotsVertical size={14} stroke={1.75} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {/* A grid has many heads: their entries are only made when asked for. */}
        {opened
          ? entries.flatMap((entry) => [
              entry.divided ? <Menu.Divider key={`${entry.id}-line`} /> : null,
              <Menu.Item key={entry.id} leftSection={entry.icon} onClick={entry.run}>
                {entry.label}
              </Menu.Item>,
            ])
          : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Sticky head: sort by click (Shift adds), menu, order by drag or Alt and arrows, width by its edge. */
export function GridHead(props: GridHeadProps) {
  const { columns, places, sort, onSort, onMove } = props;
  const t = useUiMessages();
  const head = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const drag = useColumnDrag(head, onMove);
  const roving = Math.min(focused, columns.length - 1);

  const focusHead = (index: number) => {
    setFocused(index);
    const cell = head.current?.querySelector<HTMLElement>(`[data-head="${index}"]`);
    cell?.querySelector<HTMLElement>("[data-head-button]")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, index: number, column: ShownColumn) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      if (event.altKey && event.shiftKey) props.onNudge(index, by * 16);
      else if (event.altKey) {
        onMove(column.id, index + by);
        requestAnimationFrame(() => focusHead(Math.max(0, Math.min(columns.length - 1, index + by))));
      } else focusHead(Math.max(0, Math.min(columns.length - 1, index + by)));
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      event.stopPropagation();
      const cell = head.current?.querySelector(`[data-head="${index}"]`);
      cell?.querySelector<HTMLElement>("[data-head-menu]")?.click();
    }
  };

  return (
    <div role="row" className={classes.head} ref={head} aria-rowindex={1}>
      {props.selectable ? (
        <div role="columnheader" className={classes.check}>
          <SelectAll loaded={props.loaded} onToggle={props.onToggleAll} />
        </div>
      ) : (
        <div role="presentation" className={`${classes.check} ${classes.bare}`} />
      )}
      {columns.map((column, index) => {
        const at = sort.findIndex((step) => step.field === column.id);
        const step = sort[at];
        const SortIcon = step?.descending ? IconArrowDown : IconArrowUp;
        return (
          <div
            key={column.id}
            role="columnheader"
            className={classes.headCell}
            style={places[index]?.style}
            data-head={index}
            data-align={isNumeric(column.field.kind) ? "right" : undefined}
            data-sorted={step ? true : undefined}
            data-sticky={places[index]?.sticky || undefined}
            data-last-pinned={places[index]?.lastPinned || undefined}
            data-dragged={drag.from === index || undefined}
            data-drop={drag.over === index ? drag.side : undefined}
            aria-sort={step ? (step.descending ? "descending" : "ascending") : undefined}
            aria-colindex={index + 2}
          >
            <UnstyledButton
              className={classes.headButton}
              data-head-button
              tabIndex={index === roving ? 0 : -1}
              title={
                column.sortable
                  ? t(step && !step.descending ? "table.sortDescending" : "table.sortAscending", {
                      name: column.label,
                    })
                  : column.label
              }
              onFocus={() => setFocused(index)}
              onPointerDown={(event) => drag.start(event, index, column.id)}
              onClick={(event) => {
                if (drag.justDropped()) return;
                if (column.sortable) onSort(column.id, event.shiftKey);
              }}
              onKeyDown={(event) => onKeyDown(event, index, column)}
            >
              <span className="truncate">{column.label}</span>
              {step ? <SortIcon size={14} stroke={1.75} aria-hidden /> : null}
              {step && sort.length > 1 ? <span className={classes.order}>{at + 1}</span> : null}
            </UnstyledButton>
            <HeadMenu column={column} entries={props.actions(column, index)} />
            <div
              role="separator"
              aria-orientation="vertical"
              className={classes.resize}
              data-resize={index}
              onPointerDown={(event) => props.onResizeStart(index, event)}
              onDoubleClick={() => props.onFit(index)}
            />
          </div>
        );
      })}
      <div role="presentation" className={classes.filler} />
    </div>
  );
}
