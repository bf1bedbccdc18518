import { useState } from "react";
import { CallForm } from "../composer/CallForm";
import { asMinutes, toLocalInput } from "../composer/moments";
import { type Call, updateCall } from "../composer/queries";
import { withNames } from "../mentions/mentionText";
import { useActivityMessages } from "../messages";

/** Corrects a call in its place. */
export function CallEditor({ call, onDone }: { call: Call; onDone: () => void }) {
  const t = useActivityMessages();
  const [draft, setDraft] = useState(() => ({
    at: toLocalInput(call.at),
    direction: call.direction,
    outcome: call.outcome,
    duration: asMinutes(call.duration_seconds),
    summary: withNames(call.summary, call.mentions),
  }));
  return (
    <CallForm
      value={draft}
      onChange={(next) => setDraft(next as typeof draft)}
      submitLabel={t("note.save")}
      onCancel={onDone}
      onSubmit={async (fields) => {
        await updateCall(call, fields);
        onDone();
      }}
    />
  );
}
