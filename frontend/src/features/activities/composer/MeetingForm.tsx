import { Button, MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useMemberOptions } from "../../../lib/members";
import { asProblem, fieldErrors } from "../../../lib/problem";
import { useUiMessages } from "../../../ui/messages";
import { notifyProblem } from "../../../ui/toasts";
import classes from "../activities.module.css";
import { MentionTextarea } from "../mentions/MentionTextarea";
import { withIds } from "../mentions/mentionText";
import { useActivityMessages } from "../messages";
import { fromLocalInput } from "./moments";
import type { MeetingFields } from "./queries";

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** What the form holds while it is typed; kept as a draft. */
export interface MeetingDraft {
  title: string;
  at: string;
  minutes: string;
  status: string;
  place: string;
  link: string;
  members: string[];
  outcome: string;
  notes: string;
}

export const EMPTY_MEETING: MeetingDraft = {
  title: "",
  at: "",
  minutes: "",
  status: "planned",
  place: "",
  link: "",
  members: [],
  outcome: "",
  notes: "",
};

interface MeetingFormProps {
  value: MeetingDraft;
  onChange: (next: MeetingDraft) => void;
  onSubmit: (meeting: MeetingFields) => Promise<unknown>;
  /** The draft is kept in this browser. */
  kept?: boolean;
  onCancel: () => void;
  submitLabel: string;
}

/** Plans a meeting or writes down how it went. Ctrl+Enter sends. */
export function MeetingForm({ value, onChange, onSubmit, onCancel, submitLabel, kept }: MeetingFormProps) {
  const t = useActivityMessages();
  const ui = useUiMessages();
  const members = useMemberOptions();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const set = (change: Partial<MeetingDraft>) => onChange({ ...value, ...change });
  const send = async () => {
    const at = fromLocalInput(value.at);
    const lacking: Record<string, string> = {};
    if (!value.title.trim()) lacking.title = t("meeting.titleMissing");
    if (!at) lacking.at = t("meeting.atMissing");
    setErrors(lacking);
    if (!at || lacking.title) return;
    setBusy(true);
    try {
      await onSubmit({
        title: value.title,
        at,
        duration_minutes: value.minutes ? Number(value.minutes) : null,
        status: value.status as MeetingFields["status"],
        place: value.place || null,
        link: value.link || null,
        members: value.members,
        outcome: value.outcome,
        notes: withIds(value.notes, members),
      });
    } catch (error) {
      const problem = asProblem(error);
      const found = fieldErrors(problem);
      setErrors(found);
      if (Object.keys(found).length === 0) notifyProblem(problem);
    }
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    }
  };
  const line = (name: "title" | "place" | "link" | "outcome", more: Record<string, unknown> = {}) => (
    <TextInput
      label={t(`meeting.${name}`)}
      value={value[name]}
      error={errors[name]}
      maxLength={300}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      {...more}
    />
  );
  return (
    <div className={classes.form} onKeyDown={onKeyDown} role="group" aria-label={t("tab.meeting")}>
      {line("title", { withAsterisk: true, maxLength: 200 })}
      <div className={classes.fields}>
        <TextInput
          label={t("meeting.at")}
          withAsterisk
          type="datetime-local"
          value={value.at}
          error={errors.at}
          onChange={(event) => set({ at: event.currentTarget.value })}
        />
        <TextInput
          label={t("meeting.minutes")}
          inputMode="numeric"
          value={value.minutes}
          error={errors.duration_minutes}
          onChange={(event) => set({ minutes: event.currentTarget.value.replace(/\D/g, "").slice(0, 5) })}
        />
        <NativeSelect
          label={t("meeting.status")}
          value={value.status}
          error={errors.status}
          onChange={(event) => set({ status: event.currentTarget.value })}
          data={(["planned", "held", "cancelled"] as const).map((each) => ({
            value: each,
            label: capital(t(`status.${each}`)),
          }))}
        />
        {line("place")}
        {line("link", { inputMode: "url" })}
        <MultiSelect
          label={t("meeting.members")}
          searchable
          clearable
          data={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={value.members}
          error={errors.members}
          onChange={(chosen) => set({ members: chosen })}
        />
      </div>
      {value.status === "held" ? line("outcome") : null}
      <MentionTextarea
        label={t("meeting.notes")}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        value={value.notes}
        error={errors.notes}
        onText={(notes) => set({ notes })}
      />
      <div className={classes.formFoot}>
        <Button size="xs" loading={busy} onClick={() => void send()}>
          {submitLabel}
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel}>
          {ui("action.cancel")}
        </Button>
        {kept ? <span className={classes.kept}>{t("composer.kept")}</span> : null}
      </div>
    </div>
  );
}
