import { Button } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useMemberOptions } from "../../../lib/members";
import { asProblem } from "../../../lib/problem";
import { ConflictDialog } from "../../../ui/ConflictDialog";
import { useUiMessages } from "../../../ui/messages";
import { notifyProblem } from "../../../ui/toasts";
import classes from "../activities.module.css";
import { MentionTextarea } from "../mentions/MentionTextarea";
import { withIds, withNames } from "../mentions/mentionText";
import { useActivityMessages } from "../messages";
import { type Note, updateNote } from "./queries";

interface NoteEditorProps {
  note: Note;
  onDone: () => void;
}

/** Rewrites a note in its place. */
export function NoteEditor({ note, onDone }: NoteEditorProps) {
  const t = useActivityMessages();
  const ui = useUiMessages();
  const [body, setBody] = useState(() => withNames(note.body, note.mentions));
  const members = useMemberOptions();
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<Note | null>(null);
  const save = async (from: Note) => {
    const text = withIds(body.trim(), [...note.mentions, ...members]);
    if (!text || text === from.body) return onDone();
    setBusy(true);
    try {
      await updateNote(from, text);
      onDone();
    } catch (error) {
      const problem = asProblem(error);
      if (problem.isStale && problem.current) setTheirs(problem.current as Note);
      else notifyProblem(problem);
    }
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save(note);
    if (event.key === "Escape") {
      event.stopPropagation();
      onDone();
    }
  };
  return (
    <div className={classes.editor}>
      <MentionTextarea
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        autoFocus
        aria-label={t("note.label")}
        value={body}
        onText={setBody}
        onKeyDown={onKeyDown}
      />
      <div className={classes.editorFoot}>
        <Button size="xs" loading={busy} disabled={!body.trim()} onClick={() => void save(note)}>
          {t("note.save")}
        </Button>
        <Button size="xs" variant="subtle" onClick={onDone}>
          {ui("action.cancel")}
        </Button>
      </div>
      {theirs ? (
        <ConflictDialog
          opened
          what={t("note.label")}
          mine={body}
          theirs={withNames(theirs.body, theirs.mentions)}
          onChoose={(choice) => {
            setTheirs(null);
            if (choice === "mine") void save({ ...note, version: theirs.version, body: theirs.body });
            else onDone();
          }}
        />
      ) : null}
    </div>
  );
}
