import type { ReactNode } from "react";
import classes from "./record.module.css";

/** List of facts: label 116, rows 32. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

/** A fact that is only read. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>
        <span className={classes.value}>{children}</span>
      </dd>
    </div>
  );
}
