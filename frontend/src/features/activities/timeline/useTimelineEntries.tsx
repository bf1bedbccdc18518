import { ActionIcon, UnstyledButton } from "@mantine/core";
import {
  IconArrowRight,
  IconHistory,
  IconNote,
  IconPencil,
  IconPlus,
  IconRestore,
  IconTrash,
} from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { usePanel } from "../../../lib/address";
import { type Formatter, useFormat } from "../../../lib/format";
import type { Icon } from "../../../lib/manifest";
import { useSession } from "../../../lib/session";
import { ChangeLine, type TimelineEntry } from "../../../ui/record/Timeline";
import classes from "../activities.module.css";
import { useActivityMessages } from "../messages";
import { NoteEditor } from "../notes/NoteEditor";
import type { TimelineChange, TimelineItem } from "./queries";
import { sentenceKey } from "./sentences";

type Translate = ReturnType<typeof useActivityMessages>;

/** What follows from a move by itself; the stage says it already. */
const IMPLIED = new Set(["position", "stage_entered_at", "last_interaction_at", "status"]);

function iconOf(kind: string): Icon {
  if (kind.startsWith("note.")) return IconNote;
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
  onEdit: (noteId: string | null) => void;
  onDelete: (noteId: string) => void;
}

/** Timeline items as the shared timeline draws them. */
export function useTimelineEntries(
  items: TimelineItem[] | undefined,
  { editing, onEdit, onDelete }: EntryOptions,
): TimelineEntry[] | undefined {
  const t = useActivityMessages();
  const format = useFormat();
  const me = useSession().member?.id;
  const { open } = usePanel();
  return useMemo(() => {
    const title = (item: TimelineItem) => (
      <>
        <strong>{item.actor.name}</strong> {t(sentenceKey(item), { count: Math.max(1, told(item).length) })}
        {item.about ? (
          <>
            {item.object === "note" || item.kind.endsWith(".updated") ? ` ${t("on")} ` : " "}
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
    const told = (item: TimelineItem) => item.changes.filter((change) => !IMPLIED.has(change.field));
    const detail = (item: TimelineItem) =>
      told(item).length > 0 && item.object !== "note" && !item.kind.endsWith(".created")
        ? told(item).map((change) => (
            <ChangeLine
              key={change.field}
              label={change.label}
              before={readValue(change, change.before, format, t)}
              after={readValue(change, change.after, format, t)}
            />
          ))
        : null;
    const actions = (item: TimelineItem) =>
      item.note && item.note.author_id === me && editing !== item.note.id ? (
        <>
          <ActionIcon size={24} aria-label={t("note.edit")} onClick={() => item.note && onEdit(item.note.id)}>
            <IconPencil size={14} stroke={1.75} />
          </ActionIcon>
          <ActionIcon
            size={24}
            aria-label={t("note.delete")}
            onClick={() => item.note && onDelete(item.note.id)}
          >
            <IconTrash size={14} stroke={1.75} />
          </ActionIcon>
        </>
      ) : null;
    return items
      ?.filter((item) => item.kind !== "deal.ranked")
      .map((item) => ({
        id: item.id,
        at: item.at,
        icon: iconOf(item.kind),
        title: title(item),
        detail: detail(item),
        quote:
          item.note && item.note.id === editing ? (
            <NoteEditor note={item.note} onDone={() => onEdit(null)} />
          ) : (
            item.note?.body
          ),
        actions: actions(item),
      }));
  }, [items, t, format, me, open, editing, onEdit, onDelete]);
}
