import { memo, type ReactNode } from "react";
import { isNumeric } from "../../lib/grid/columns";
import type { GridRow } from "../../lib/grid/types";
import { useUiMessages } from "../messages";
import { CellValue } from "./CellValue";
import classes from "./Grid.module.css";
import type { ShownColumn } from "./types";

interface GridRowLineProps {
  row: GridRow;
  line: number;
  top: number;
  columns: ShownColumn[];
  places: CellPlace[];
  selectable: boolean;
  selected: boolean;
  open: boolean;
  /** The column the keyboard is on, -1 when it is on another row. */
  active: number;
  editing: number;
  editor: (() => ReactNode) | null;
  avatar: "person" | "company" | "none";
  tagColours: ReadonlyMap<string, string>;
}

/** How a column stands: its share of the width and, when pinned, where it stays. */
export interface CellPlace {
  style: React.CSSProperties;
  sticky: boolean;
  lastPinned: boolean;
}

/** One record as a row. Drawn again only when something of this row changed: scrolling costs what enters. */
export const GridRowLine = memo(function GridRowLine(props: GridRowLineProps) {
  const { row, line, top, columns, places, selectable, selected, open, active, editing } = props;
  const t = useUiMessages();
  return (
    <div
      role="row"
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={line + 2}
      aria-selected={selectable ? selected : undefined}
      data-line={line}
      data-open={open || undefined}
    >
      {selectable ? (
        <div role="gridcell" className={`${classes.cell} ${classes.check}`} data-check>
          <input
            type="checkbox"
            className={classes.box}
            checked={selected}
            readOnly
            tabIndex={-1}
            aria-label={t("table.selectRow", { name: row.title })}
          />
        </div>
      ) : (
        <div role="presentation" className={`${classes.cell} ${classes.check} ${classes.bare}`} />
      )}
      {columns.map((column, index) => (
        <div
          key={column.id}
          role="gridcell"
          id={index === active ? "grid-active-cell" : undefined}
          className={classes.cell}
          style={places[index]?.style}
          data-column={index}
          data-align={isNumeric(column.field.kind) ? "right" : undefined}
          data-sticky={places[index]?.sticky || undefined}
          data-last-pinned={places[index]?.lastPinned || undefined}
          data-active={index === active || undefined}
          data-editing={index === editing || undefined}
          aria-colindex={index + 2}
          aria-readonly={column.editable ? undefined : true}
          tabIndex={index === active ? 0 : -1}
        >
          {index === editing && props.editor ? (
            props.editor()
          ) : (
            <CellValue row={row} column={column} avatar={props.avatar} tagColours={props.tagColours} />
          )}
        </div>
      ))}
      <div role="presentation" className={classes.filler} />
    </div>
  );
});
