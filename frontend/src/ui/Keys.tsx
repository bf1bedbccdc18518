import { keyCaps } from "../lib/shortcuts";
import classes from "./Keys.module.css";

interface KeysProps {
  keys: string;
  /** Inside a filled button. */
  onAccent?: boolean;
  /** One cap for the whole chord. */
  joined?: boolean;
}

/** Keyboard hint: `<Keys keys="mod+k" />` prints Ctrl K. Hidden on touch screens. */
export function Keys({ keys, onAccent = false, joined = false }: KeysProps) {
  const caps = joined ? [keyCaps(keys).join(" ")] : keyCaps(keys);
  return (
    <span className={classes.keys} data-on-accent={onAccent || undefined} aria-hidden="true">
      {caps.map((cap) => (
        // Drawn by the style sheet, so that a hint is no part of the name of its button.
        <kbd key={cap} className={classes.key} data-cap={cap} />
      ))}
    </span>
  );
}
