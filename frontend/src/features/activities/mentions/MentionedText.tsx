import { useActivityMessages } from "../messages";
import classes from "./mentions.module.css";
import { pieces } from "./mentionText";

interface MentionedTextProps {
  text: string;
  mentions: { id: string; name: string; told: boolean }[];
}

/** A text with the people it mentions by name; somebody who was not told, because he may not see the record, is marked. */
export function MentionedText({ text, mentions }: MentionedTextProps) {
  const t = useActivityMessages();
  const known = new Map(mentions.map((each) => [each.id, each]));
  return pieces(text).map((piece, place) => {
    const person = piece.id ? known.get(piece.id) : undefined;
    if (!piece.id) return piece.text;
    return (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name
        key={place}
        className={classes.mention}
        data-untold={person && !person.told ? true : undefined}
        title={person && !person.told ? t("mention.untold", { name: person.name }) : undefined}
      >
        @{person?.name ?? t("mention.gone")}
      </span>
    );
  });
}
