import { matchedParts } from "../lib/matching";
import classes from "./Matched.module.css";

/** A text whose parts that answer the query stand out. */
export function Matched({ text, query }: { text: string; query: string }) {
  let at = 0;
  return matchedParts(text, query).map((part) => {
    const key = at;
    at += part.text.length;
    return part.hit ? (
      <mark key={key} className={classes.hit}>
        {part.text}
      </mark>
    ) : (
      part.text
    );
  });
}
