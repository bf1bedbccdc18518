import { Button, UnstyledButton } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFormat } from "../../../lib/format";
import classes from "../activities.module.css";
import { type Meeting, type MessageCard, updateMeeting } from "../composer/queries";
import { MentionedText } from "../mentions/MentionedText";
import { useActivityMessages } from "../messages";
import { NoteEditor } from "../notes/NoteEditor";
import type { TimelineItem } from "../timeline/queries";
import { CallEditor } from "./CallEditor";
import { MeetingEditor } from "./MeetingEditor";

export type Act = (send: () => Promise<{ changeSetId: string | null }>, said: string) => Promise<void>;

interface ActivityBodyProps {
  item: TimelineItem;
  editing: string | null;
  canChange: boolean;
  onDone: () => void;
  onRead: (messageId: string) => void;
  act: Act;
}

function MeetingBody({ meeting, canChange, act }: { meeting: Meeting; canChange: boolean; act: Act }) {
  const t = useActivityMessages();
  const format = useFormat();
  const mark = (status: "held" | "cancelled", said: string) =>
    void act(() => updateMeeting(meeting, { status }), said);
  const past = new Date(meeting.at) <= new Date();
  const facts: [string, ReactNode][] = [
    [t("meeting.at"), format.moment(meeting.at)],
    [t("meeting.minutes"), meeting.duration_minutes ? format.number(meeting.duration_minutes) : null],
    [t("meeting.place"), meeting.place],
    [
      t("meeting.link"),
      meeting.link ? (
        <a key="link" href={meeting.link} target="_blank" rel="noopener noreferrer">
          {meeting.link}
        </a>
      ) : null,
    ],
    [t("meeting.members"), meeting.members.map((member) => member.name).join(", ") || null],
    [t("meeting.outcome"), meeting.outcome || null],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== null)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {meeting.notes ? <MentionedText text={meeting.notes} mentions={meeting.mentions} /> : null}
      {canChange && meeting.status === "planned" ? (
        <span className={classes.formFoot}>
          {past ? (
            <Button size="xs" variant="default" onClick={() => mark("held", "meeting.held")}>
              {t("meeting.markHeld")}
            </Button>
          ) : null}
          <Button size="xs" variant="subtle" onClick={() => mark("cancelled", "meeting.cancelled")}>
            {t("meeting.markCancelled")}
          </Button>
        </span>
      ) : null}
    </>
  );
}

function MessageBody({ message, onRead }: { message: MessageCard; onRead: (id: string) => void }) {
  const t = useActivityMessages();
  const format = useFormat();
  return (
    <UnstyledButton className={classes.message} onClick={() => onRead(message.id)}>
      <span className="visually-hidden">{t("email.read")} </span>
      <strong>{message.subject || t("email.noSubject")}</strong>
      {message.excerpt ? <span className={classes.excerpt}>{message.excerpt}</span> : null}
      {message.attachments.length > 0 ? (
        <span className={classes.quiet}>
          <IconPaperclip size={14} stroke={1.75} aria-hidden />{" "}
          {t("email.files", { count: message.attachments.length })} (
          {format.bytes(message.attachments.reduce((sum, each) => sum + each.size, 0))})
        </span>
      ) : null}
    </UnstyledButton>
  );
}

/** What an entry of the history quotes: the note, the call, the meeting, the e-mail, or the form that changes it. */
export function ActivityBody({ item, editing, canChange, onDone, onRead, act }: ActivityBodyProps) {
  const { note, call, meeting, message } = item;
  if (note)
    return note.id === editing ? (
      <NoteEditor note={note} onDone={onDone} />
    ) : (
      <MentionedText text={note.body} mentions={note.mentions} />
    );
  if (call) {
    if (call.id === editing) return <CallEditor call={call} onDone={onDone} />;
    return call.summary ? <MentionedText text={call.summary} mentions={call.mentions} /> : null;
  }
  if (meeting)
    return meeting.id === editing ? (
      <MeetingEditor meeting={meeting} onDone={onDone} />
    ) : (
      <MeetingBody meeting={meeting} canChange={canChange} act={act} />
    );
  return message ? <MessageBody message={message} onRead={onRead} /> : null;
}
