import { useState } from "react";
import { type MeetingDraft, MeetingForm } from "../composer/MeetingForm";
import { toLocalInput } from "../composer/moments";
import { type Meeting, updateMeeting } from "../composer/queries";
import { withNames } from "../mentions/mentionText";
import { useActivityMessages } from "../messages";

/** Changes a meeting in its place, or says how it went. */
export function MeetingEditor({ meeting, onDone }: { meeting: Meeting; onDone: () => void }) {
  const t = useActivityMessages();
  const [draft, setDraft] = useState<MeetingDraft>(() => ({
    title: meeting.title,
    at: toLocalInput(meeting.at),
    minutes: meeting.duration_minutes ? String(meeting.duration_minutes) : "",
    status: meeting.status,
    place: meeting.place ?? "",
    link: meeting.link ?? "",
    members: meeting.members.map((member) => member.id),
    outcome: meeting.outcome,
    notes: withNames(meeting.notes, meeting.mentions),
  }));
  return (
    <MeetingForm
      value={draft}
      onChange={setDraft}
      submitLabel={t("note.save")}
      onCancel={onDone}
      onSubmit={async (fields) => {
        await updateMeeting(meeting, fields);
        onDone();
      }}
    />
  );
}
