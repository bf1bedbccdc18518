import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPinned, IconPinnedOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useFormat } from "../../../lib/format";
import classes from "../activities.module.css";
import { MentionedText } from "../mentions/MentionedText";
import { useActivityMessages } from "../messages";
import { type Note, pinnedNotesQuery } from "./queries";

interface PinnedNotesProps {
  object: string;
  id: string;
  onUnpin: (note: Note) => void;
}

/** What everybody who opens the record should read first. */
export function PinnedNotes({ object, id, onUnpin }: PinnedNotesProps) {
  const t = useActivityMessages();
  const format = useFormat();
  const notes = useQuery(pinnedNotesQuery(object, id));
  if (!notes.data?.length) return null;
  return (
    <section aria-label={t("note.pinnedTitle")}>
      <ul className={classes.pinned}>
        {notes.data.map((note) => (
          <li key={note.id} className={classes.pinnedNote}>
            <IconPinned size={16} stroke={1.75} aria-hidden />
            <span className={classes.pinnedText}>
              <MentionedText text={note.body} mentions={note.mentions} />
              <span className={classes.quiet}>
                {note.author_name ?? "Sillage"}, {format.relative(note.created_at)}
              </span>
            </span>
            <Tooltip label={t("note.unpin")}>
              <ActionIcon size={28} aria-label={t("note.unpin")} onClick={() => onUnpin(note)}>
                <IconPinnedOff size={16} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
    </section>
  );
}
