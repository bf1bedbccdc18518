import { matchedParts } from "../../lib/matching";
import { Avatar } from "../../ui/Avatar";
import { Keys } from "../../ui/Keys";
import type { PaletteItem } from "./items";
import classes from "./Palette.module.css";

function Matched({ text, query }: { text: string; query: string }) {
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

function Lead({ item }: { item: PaletteItem }) {
  const object = item.record?.object;
  if (object === "contact") return <Avatar name={item.title} size={20} />;
  if (object === "organisation") return <Avatar name={item.title} kind="company" size={20} />;
  const LineIcon = item.icon;
  return <span className={classes.icon}>{LineIcon ? <LineIcon size={18} stroke={1.75} /> : null}</span>;
}

interface PaletteLineProps {
  item: PaletteItem;
  query: string;
  active: boolean;
  onPoint: () => void;
  onRun: (inPanel: boolean) => void;
}

/** One result. The input keeps the focus; the line is pointed at through `aria-activedescendant`. */
export function PaletteLine({ item, query, active, onPoint, onRun }: PaletteLineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox input above handles the keys.
    <div
      id={`palette-${item.id}`}
      className={classes.line}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      onPointerMove={active ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onRun(event.ctrlKey || event.metaKey)}
    >
      <Lead item={item} />
      <span className={`${classes.title} truncate`}>
        <Matched text={item.title} query={query} />
      </span>
      {item.subtitle ? (
        <span className={`${classes.subtitle} truncate`}>
          <Matched text={item.subtitle} query={query} />
        </span>
      ) : null}
      <span className={classes.end}>
        {item.keys ? <Keys keys={item.keys} /> : active ? <Keys keys="Enter" /> : null}
      </span>
    </div>
  );
}
