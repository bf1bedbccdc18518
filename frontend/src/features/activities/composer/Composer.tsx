import { IconMail, IconNote, IconPhone, IconUsersGroup } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useDraft } from "../../../lib/drafts";
import { noteFocus } from "../../../lib/noteFocus";
import { useCan } from "../../../lib/session";
import { ViewTabs } from "../../../ui/table/ViewTabs";
import { notifyDone, notifyUndo } from "../../../ui/toasts";
import classes from "../activities.module.css";
import { useActivityMessages } from "../messages";
import { NoteComposer } from "../notes/NoteComposer";
import { CallForm, EMPTY_CALL } from "./CallForm";
import { EmailDrop } from "./EmailDrop";
import { EMPTY_MEETING, MeetingForm } from "./MeetingForm";
import { createMeeting, logCall } from "./queries";

type Tab = "note" | "call" | "meeting" | "email";

interface ComposerProps {
  object: string;
  id: string;
  canEdit: boolean;
  onNote: (body: string) => Promise<unknown>;
  onWritten: () => void;
}

/** Writes down what happens around a record: a note, a call, a meeting, an e-mail. Drafts survive reload. */
export function Composer({ object, id, canEdit, onNote, onWritten }: ComposerProps) {
  const t = useActivityMessages();
  const can = useCan();
  const call = useDraft(`call:${object}:${id}`, EMPTY_CALL);
  const meeting = useDraft(`meeting:${object}:${id}`, EMPTY_MEETING);
  const asked = noteFocus.use();
  const tabs = [
    { id: "note", label: t("tab.note"), icon: IconNote, allowed: can("note.create") },
    { id: "call", label: t("tab.call"), icon: IconPhone, allowed: can("call.create") },
    { id: "meeting", label: t("tab.meeting"), icon: IconUsersGroup, allowed: can("meeting.create") },
    { id: "email", label: t("tab.email"), icon: IconMail, allowed: can("message.create") && canEdit },
  ].filter((tab) => tab.allowed);
  const first = (tabs[0]?.id ?? "note") as Tab;
  const [tab, setTab] = useState<Tab>(call.restored ? "call" : meeting.restored ? "meeting" : first);
  useEffect(() => {
    if (asked?.id === id) setTab("note");
  }, [asked, id]);
  if (tabs.length === 0) return null;
  return (
    <div>
      <ViewTabs label={t("tab.label")} tabs={tabs} value={tab} onChange={(next) => setTab(next as Tab)} />
      <div className={classes.sheet} role="tabpanel" aria-label={t(`tab.${tab}`)}>
        {tab === "note" ? <NoteComposer object={object} id={id} onSubmit={onNote} /> : null}
        {tab === "call" ? (
          <CallForm
            value={call.value}
            onChange={call.setValue}
            kept={Boolean(call.savedAt)}
            submitLabel={t("call.submit")}
            onCancel={() => {
              call.clear();
              setTab(first);
            }}
            onSubmit={async (fields) => {
              const { changeSetId } = await logCall(object, id, fields);
              call.clear();
              notifyUndo(t("call.logged"), changeSetId);
              onWritten();
            }}
          />
        ) : null}
        {tab === "meeting" ? (
          <MeetingForm
            value={meeting.value}
            onChange={meeting.setValue}
            kept={Boolean(meeting.savedAt)}
            submitLabel={t("meeting.submit")}
            onCancel={() => {
              meeting.clear();
              setTab(first);
            }}
            onSubmit={async (fields) => {
              const { changeSetId } = await createMeeting(object, id, fields);
              meeting.clear();
              notifyUndo(t("meeting.created"), changeSetId);
              onWritten();
            }}
          />
        ) : null}
        {tab === "email" ? (
          <EmailDrop
            object={object}
            id={id}
            onAdded={(count) => {
              notifyDone(t("email.added", { count }));
              onWritten();
            }}
          />
        ) : null}
      </div>
    </div>
  );
}
