import type { ReactNode } from "react";
import classes from "./bars.module.css";

/** Foot of a list: the count at the left, totals at the right. */
export function TableFooter({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <footer className={classes.footer}>
      <span className="tabular">{children}</span>
      {end ? <span className="tabular">{end}</span> : null}
    </footer>
  );
}
