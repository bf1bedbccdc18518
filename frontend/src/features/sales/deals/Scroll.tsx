import type { ReactNode } from "react";
import classes from "./Statistics.module.css";

/** A table that may be wider than its place: it scrolls by mouse, touch and keyboard. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      className={classes.scroll}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the keyboard.
      tabIndex={0}
    >
      {children}
    </div>
  );
}
