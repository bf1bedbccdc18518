import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useMemberOptions } from "../../../lib/members";
import { asProblem, fieldErrors } from "../../../lib/problem";
import { useUiMessages } from "../../../ui/messages";
import { notifyProblem } from "../../../ui/toasts";
import classes from "../activities.module.css";
import { MentionTextarea } from "../mentions/MentionTextarea";
import { withIds } from "../mentions/mentionText";
import { useActivityMessages } from "../messages";
import { fromLocalInput, secondsOf } from "./moments";
import type { CallFields } from "./queries";

/** What the form holds while it is typed; kept as a draft. */
export interface CallDraft {
  at: string;
  direction: string;
  outcome: string;
  duration: string;
  summary: string;
}

export const EMPTY_CALL: CallDraft = {
  at: "",
  direction: "outgoing",
  outcome: "reached",
  duration: "",
  summary: "",
};
export const OUTCOMES = [
  "reached",
  "no_answer",
  "message_left",
  "busy",
  "wrong_number",
  "call_back",
] as const;

interface CallFormProps {
  value: CallDraft;
  onChange: (next: CallDraft) => void;
  onSubmit: (call: CallFields) => Promise<unknown>;
  /** The draft is kept in this browser. */
  kept?: boolean;
  onCancel: () => void;
  submitLabel: string;
}

/** Writes down a call: when, which way, how long, what came of it. Ctrl+Enter sends. */
export function CallForm({ value, onChange, onSubmit, onCancel, submitLabel, kept }: CallFormProps) {
  const t = useActivityMessages();
  const ui = useUiMessages();
  const members = useMemberOptions();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const set = (change: Partial<CallDraft>) => onChange({ ...value, ...change });
  const send = async () => {
    const seconds = secondsOf(value.duration);
    if (seconds === null) {
      setErrors({ duration_seconds: t("call.durationWrong") });
      return;
    }
    setBusy(true);
    setErrors({});
    try {
      await onSubmit({
        at: fromLocalInput(value.at) ?? undefined,
        direction: value.direction as CallFields["direction"],
        outcome: value.outcome as CallFields["outcome"],
        duration_seconds: seconds,
        summary: withIds(value.summary, members),
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
  return (
    <div className={classes.form} onKeyDown={onKeyDown} role="group" aria-label={t("tab.call")}>
      <div className={classes.fields}>
        <NativeSelect
          label={t("call.outcome")}
          value={value.outcome}
          onChange={(event) => set({ outcome: event.currentTarget.value })}
          data={OUTCOMES.map((each) => ({ value: each, label: t(`outcome.${each}`) }))}
        />
        <TextInput
          label={t("call.duration")}
          placeholder={t("call.durationHint")}
          value={value.duration}
          error={errors.duration_seconds}
          onChange={(event) => set({ duration: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("call.direction")}
          value={value.direction}
          onChange={(event) => set({ direction: event.currentTarget.value })}
          data={(["outgoing", "incoming"] as const).map((each) => ({
            value: each,
            label: t(`direction.${each}`),
          }))}
        />
        <TextInput
          label={t("call.at")}
          description={value.at ? undefined : t("call.now")}
          type="datetime-local"
          value={value.at}
          error={errors.at}
          onChange={(event) => set({ at: event.currentTarget.value })}
        />
      </div>
      <MentionTextarea
        label={t("call.summary")}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        value={value.summary}
        error={errors.summary}
        onText={(summary) => set({ summary })}
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
