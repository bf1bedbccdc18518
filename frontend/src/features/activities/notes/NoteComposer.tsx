import { Button } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useDraft } from "../../../lib/drafts";
import { useMemberOptions } from "../../../lib/members";
import { noteFocus } from "../../../lib/noteFocus";
import { notifyProblem } from "../../../ui/toasts";
import classes from "../activities.module.css";
import { MentionTextarea } from "../mentions/MentionTextarea";
import { withIds } from "../mentions/mentionText";
import { useActivityMessages } from "../messages";

interface NoteComposerProps {
  object: string;
  id: string;
  onSubmit: (body: string) => Promise<unknown>;
}

const HEARD_FOR_MS = 2_000;

/** The field where a note is written: one line until used, its draft kept, Ctrl+Enter sends. */
export function NoteComposer({ object, id, onSubmit }: NoteComposerProps) {
  const t = useActivityMessages();
  const draft = useDraft<string>(`note:${object}:${id}`, "");
  const [focused, setFocused] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const asked = noteFocus.use();
  const members = useMemberOptions();
  useEffect(() => {
    // The request may come just before this field exists (another tab of the panel).
    if (asked?.id !== id || Date.now() - asked.at > HEARD_FOR_MS) return;
    field.current?.focus();
    field.current?.scrollIntoView({ block: "center" });
    noteFocus.set(null);
  }, [asked, id]);

  const text = draft.value.trim();
  const send = async () => {
    if (!text || busy) return;
    const kept = draft.value;
    setBusy(true);
    draft.clear();
    try {
      await onSubmit(withIds(text, members));
    } catch (error) {
      draft.setValue(kept);
      notifyProblem(error);
    }
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    }
    if (event.key === "Escape" && !text) field.current?.blur();
  };
  const open = focused || text !== "";
  return (
    <div className={classes.composer} data-open={open || undefined}>
      <MentionTextarea
        fieldRef={field}
        variant="unstyled"
        autosize
        minRows={open ? 3 : 1}
        maxRows={14}
        maxLength={20_000}
        aria-label={t("composer.label")}
        placeholder={t("composer.placeholder")}
        value={draft.value}
        onText={draft.setValue}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
      />
      {open ? (
        <div className={classes.composerFoot}>
          <span className={classes.quiet}>{draft.savedAt ? t("composer.kept") : t("composer.hint")}</span>
          <Button
            size="xs"
            loading={busy}
            disabled={!text}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void send()}
          >
            {t("composer.submit")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
