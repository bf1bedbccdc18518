import type { ReactNode } from "react";
import type { Icon } from "../lib/manifest";
import classes from "./Tag.module.css";

export type Tone = "neutral" | "accent" | "green" | "orange" | "red";

interface TagProps {
  children: ReactNode;
  /** Colour means a state; it never stands alone, the word says it too. */
  tone?: Tone;
  /** Colour of the dot of a tag ("#6E56CF"). */
  dot?: string;
  icon?: Icon;
}

/** A quiet pill, 20 high: a tag with its dot, or a state with its icon. */
export function Tag({ children, tone = "neutral", dot, icon: TagIcon }: TagProps) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {dot ? <span className={classes.dot} style={{ background: dot }} /> : null}
      {TagIcon ? <TagIcon size={14} stroke={1.75} /> : null}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** A state written in its colour beside its icon, without pill. */
export function StateText({
  children,
  tone,
  icon: StateIcon,
}: {
  children: ReactNode;
  tone: Tone;
  icon: Icon;
}) {
  return (
    <span className={classes.state} data-tone={tone}>
      <StateIcon size={14} stroke={1.75} />
      {children}
    </span>
  );
}
