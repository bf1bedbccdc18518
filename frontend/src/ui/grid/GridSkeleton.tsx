import { isNumeric } from "../../lib/grid/columns";
import classes from "./Grid.module.css";
import type { CellPlace } from "./GridRowLine";
import type { ShownColumn } from "./types";

const ROWS = 14;
const WIDTHS = [62, 78, 54, 70, 46];

interface GridSkeletonProps {
  columns: ShownColumn[];
  places: CellPlace[];
  selectable: boolean;
}

/** Rows of the right shape while the first page loads; the heads are already real. */
export function GridSkeleton({ columns, places, selectable }: GridSkeletonProps) {
  return (
    <div aria-hidden="true" data-skeleton>
      {Array.from({ length: ROWS }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity.
        <div key={row} className={classes.skeleton} style={{ opacity: Math.max(0.25, 1 - row / (ROWS + 2)) }}>
          <div className={`${classes.cell} ${classes.check} ${selectable ? "" : classes.bare}`}>
            {selectable ? <span className="skeleton-bar" style={{ width: 16 }} /> : null}
          </div>
          {columns.map((column, index) => (
            <div
              key={column.id}
              className={classes.cell}
              style={places[index]?.style}
              data-align={isNumeric(column.field.kind) ? "right" : undefined}
            >
              <span className="skeleton-bar" style={{ width: `${WIDTHS[(row + index) % 5]}%` }} />
            </div>
          ))}
          <div className={classes.filler} />
        </div>
      ))}
    </div>
  );
}
