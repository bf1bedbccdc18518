import { ActionIcon, UnstyledButton } from "@mantine/core";
import {
  IconArrowRight,
  IconFile,
  IconHistory,
  IconMail,
  IconNote,
  IconPencil,
  IconPhone,
  IconPinned,
  IconPinnedOff,
  IconPlus,
  IconRestore,
  IconTrash,
  IconUsersGroup,
} from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { usePanel } from "../../../lib/address";
import { type Formatter, useFormat } from "../../../lib/format";
import type { Icon } from "../../../lib/manifest";
import { useCan, useSession } from "../../../lib/session";
import { ChangeLine, type TimelineEntry } from "../../../ui/record/Timeline";
import classes from "../activities.module.css";
import { type Act, ActivityBody } from "../cards/ActivityBody";
import { deleteCall, deleteMeeting, deleteMessage } from "../composer/queries";
import { useActivityMessages } from "../messages";
import { deleteNote, pinNote } from "../notes/queries";
import type { TimelineChange, TimelineItem } from "./queries";
import { sentenceKey } from "./sentences";

type Translate = ReturnType<typeof useActivityMessages>;

/** What follows from a move by itself; the stage says it already. */
const IMPLIED = new Set(["position", "stage_entered_at", "last_interaction_at", "status"]);

const ICONS: Record<string, Icon> = {
  note: IconNote,
  call: IconPhone,
  meeting: IconUsersGroup,
  message: IconMail,
  file: IconFile,
};

function iconOf(kind: string): Icon {
  const known = ICONS[kind.split(".")[0] ?? ""];
  if (known) return known;
  if (kind.endsWith(".created")) return IconPlus;
  if (kind.endsWith(".deleted")) return IconTrash;
  if (kind.endsWith(".restored")) return IconRestore;
  return kind === "deal.moved" ? IconArrowRight : IconHistory;
}

function readValue(change: TimelineChange, value: string | null, format: Formatter, t: Translate): ReactNode {
  if (value === null || value === "") return t("emptyValue");
  switch (change.kind) {
    case "money":
      return format.money(value, "EUR", { decimals: "auto" });
    case "percent":
      return format.percent(Number(value));
    case "date":
      return format.date(value);
    case "datetime":
      return format.dateTime(value);
    case "phone":
      return format.phone(value);
    case "boolean":
      return t(value === "true" ? "yes" : "no");
    default:
      return value.length > 80 ? `${value.slice(0, 80)}…` : value;
  }
}

interface EntryOptions {
  editing: string | null;
  onEdit: (activityId: string | null) => void;
  onRead: (messageId: string) => void;
  act: Act;
}

const DELETIONS: Record<string, [(id: string) => Promise<{ changeSetId: string | null }>, string]> = {
  note: [deleteNote, "note.deleted"],
  call: [deleteCall, "call.deleted"],
  meeting: [deleteMeeting, "meeting.deleted"],
  message: [deleteMessage, "email.deleted"],
};

/** Length, outcome and way of a call; state of a meeting: what the title line adds to the sentence. */
function added(item: TimelineItem, t: Translate): string {
  const { call, meeting } = item;
  if (call) {
    const minutes = Math.round(call.duration_seconds / 60);
    const length =
      call.duration_seconds === 0
        ? ""
        : minutes === 0
          ? t("call.under")
          : t("call.minutes", { count: minutes });
    return [t(`outcome.${call.outcome}`), length].filter(Boolean).join(", ");
  }
  return meeting ? `${meeting.title} (${t(`status.${meeting.status}`)})` : "";
}

function ItemActions({ item, mine, options }: { item: TimelineItem; mine: boolean; options: EntryOptions }) {
  const t = useActivityMessages();
  const can = useCan();
  const { note } = item;
  const activity = note ?? item.call ?? item.meeting ?? item.message;
  if (!activity || activity.id === options.editing || activity.id.startsWith("pending")) return null;
  const button = (label: string, ActionSign: Icon, run: () => void) => (
    <ActionIcon size={24} aria-label={label} onClick={run}>
      <ActionSign size={14} stroke={1.75} />
    </ActionIcon>
  );
  const remove = () => {
    const [send, said] = DELETIONS[item.object] ?? [deleteNote, "note.deleted"];
    void options.act(() => send(activity.id), said);
  };
  const mayEdit = mine || can(`${item.object}.edit`);
  const mayDelete = mine || can(`${item.object}.delete`);
  const what = item.object as "note" | "call" | "meeting" | "message";
  return (
    <>
      {note && mayEdit
        ? button(
            t(note.pinned ? "note.unpin" : "note.pin"),
            note.pinned ? IconPinnedOff : IconPinned,
            () =>
              void options.act(
                () => pinNote(note, !note.pinned),
                note.pinned ? "note.unpinned" : "note.pinned",
              ),
          )
        : null}
      {mayEdit && !item.message
        ? button(t(`edit.${what}`), IconPencil, () => options.onEdit(activity.id))
        : null}
      {mayDelete ? button(t(`delete.${what}`), IconTrash, remove) : null}
    </>
  );
}

/** Timeline items as the shared timeline draws them. */
export function useTimelineEntries(
  items: TimelineItem[] | undefined,
  { editing, onEdit, onRead, act }: EntryOptions,
): TimelineEntry[] | undefined {
  const t = useActivityMessages();
  const format = useFormat();
  const can = useCan();
  const me = useSession().member?.id;
  const { open } = usePanel();
  return useMemo(() => {
    const told = (item: TimelineItem) => item.changes.filter((change) => !IMPLIED.has(change.field));
    const activityOf = (item: TimelineItem) => item.note ?? item.call ?? item.meeting ?? item.message;
    const isMine = (item: TimelineItem) => Boolean(me) && activityOf(item)?.author_id === me;
    const title = (item: TimelineItem) => (
      <>
        <strong>{item.actor.name}</strong> {t(sentenceKey(item), { count: Math.max(1, told(item).length) })}
        {added(item, t) ? ` ${added(item, t)}` : null}
        {item.about ? (
          <>
            {ABOUT_OTHERS.has(item.object) || item.kind.endsWith(".updated") ? ` ${t("on")} ` : " "}
            <UnstyledButton
              className={classes.about}
              onClick={() => item.about && open(item.about.object, item.about.id)}
            >
              {item.about.name}
            </UnstyledButton>
          </>
        ) : null}
      </>
    );
    const detail = (item: TimelineItem) =>
      told(item).length > 0 && !ABOUT_OTHERS.has(item.object) && !item.kind.endsWith(".created")
        ? told(item).map((change) => (
            <ChangeLine
              key={change.field}
              label={change.label}
              before={readValue(change, change.before, format, t)}
              after={readValue(change, change.after, format, t)}
            />
          ))
        : null;
    const quoted = (item: TimelineItem) => {
      if (!activityOf(item)) return null;
      if (item.call && !item.call.summary && item.call.id !== editing) return null;
      return (
        <ActivityBody
          item={item}
          editing={editing}
          canChange={isMine(item) || can(`${item.object}.edit`)}
          onDone={() => onEdit(null)}
          onRead={onRead}
          act={act}
        />
      );
    };
    return items
      ?.filter((item) => item.kind !== "deal.ranked")
      .map((item) => ({
        id: item.id,
        at: item.at,
        icon: iconOf(item.kind),
        title: title(item),
        detail: detail(item),
        quote: quoted(item),
        actions: activityOf(item) ? (
          <ItemActions item={item} mine={isMine(item)} options={{ editing, onEdit, onRead, act }} />
        ) : null,
      }));
  }, [items, t, format, can, me, open, editing, onEdit, onRead, act]);
}

/** Kinds that happen about a record rather than to it. */
const ABOUT_OTHERS = new Set(["note", "call", "meeting", "message", "file"]);
