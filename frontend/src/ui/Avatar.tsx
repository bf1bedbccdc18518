import type { CSSProperties } from "react";
import { hueOf, initialsOf } from "../lib/colour";
import classes from "./Avatar.module.css";

export interface AvatarProps {
  name: string;
  /** People are round, companies square. */
  kind?: "person" | "company";
  size?: 16 | 20 | 24 | 28 | 40 | 48 | 56;
}

/** Initials on a tint whose hue comes from the name. Decorative: the name is always written beside it. */
export function Avatar({ name, kind = "person", size = 24 }: AvatarProps) {
  const letters = kind === "person" && size > 16 ? 2 : 1;
  const style = {
    "--hue": hueOf(name),
    width: size,
    height: size,
    fontSize: Math.max(9, Math.round(size * (letters === 2 ? 0.38 : 0.46))),
  } as CSSProperties;
  return (
    // The letters are drawn by the style sheet: they are no part of the words around them.
    <span
      className={`${classes.avatar} ${classes[kind]}`}
      style={style}
      data-initials={initialsOf(name, letters)}
      aria-hidden="true"
    />
  );
}
