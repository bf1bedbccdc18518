import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useUrlState } from "../../../lib/address";
import { translate } from "../../../lib/i18n";
import type { RecordSectionProps } from "../../../lib/manifest";
import { useSession } from "../../../lib/session";
import { ErrorState } from "../../../ui/ErrorState";
import { Timeline } from "../../../ui/record/Timeline";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import classes from "../activities.module.css";
import { MessageReader } from "../cards/MessageReader";
import { Composer } from "../composer/Composer";
import { useActivityMessages } from "../messages";
import { PinnedNotes } from "../notes/PinnedNotes";
import { createNote, pinNote } from "../notes/queries";
import { Filters } from "./Filters";
import {
  countsQuery,
  TIMELINE_KINDS,
  type TimelineFilter,
  type TimelineItem,
  type TimelineKind,
  type TimelinePage,
  timelineQuery,
} from "./queries";
import { useTimelineEntries } from "./useTimelineEntries";

function pendingNote(
  recordId: string,
  body: string,
  author: { id: string | null; name: string },
): TimelineItem {
  const at = new Date().toISOString();
  const id = `pending-${at}`;
  const note = { id, body, version: 0, pinned: false, author_id: null, author_name: author.name, about: [] };
  return {
    id,
    at,
    kind: "note.created",
    actor: { kind: "member", ...author },
    object: "note",
    record_id: recordId,
    record_name: "",
    about: null,
    change_set_id: null,
    payload: {},
    changes: [],
    note: { ...note, mentions: [], created_at: at, updated_at: at },
    call: null,
    meeting: null,
    message: null,
  };
}

/** Writes what happened on a record, seen at once, and takes it away with a way back. */
function useWriting(object: string, id: string, filter: TimelineFilter) {
  const queries = useQueryClient();
  const { member, user } = useSession();
  const refresh = useCallback(
    () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["timeline"] }),
        queries.invalidateQueries({ queryKey: [object] }),
        queries.invalidateQueries({ queryKey: ["file", object, id] }),
      ]),
    [queries, object, id],
  );
  const { queryKey } = timelineQuery(object, id, filter);
  const rewrite = (change: (page: TimelinePage, place: number) => TimelinePage) =>
    queries.setQueryData<InfiniteData<TimelinePage>>(queryKey, (data) =>
      data ? { ...data, pages: data.pages.map(change) } : data,
    );
  const add = async (body: string) => {
    const pending = pendingNote(id, body, { id: member?.id ?? null, name: member?.name ?? user.name });
    if (filter.kinds.length === 0 || filter.kinds.includes("notes"))
      rewrite((page, place) => (place === 0 ? { ...page, items: [pending, ...page.items] } : page));
    try {
      await createNote(object, id, body);
    } catch (error) {
      // Without a server no refresh would take it away, and it would look written.
      rewrite((page) => ({ ...page, items: page.items.filter((item) => item.id !== pending.id) }));
      throw error;
    } finally {
      void refresh();
    }
  };
  /** Runs a write, offers to undo it, and shows what is there now. */
  const act = useCallback(
    async (send: () => Promise<{ changeSetId: string | null }>, said: string) => {
      try {
        const { changeSetId } = await send();
        notifyUndo(translate("activities", said), changeSetId);
      } catch (error) {
        notifyProblem(error);
      }
      await refresh();
    },
    [refresh],
  );
  return { add, act, refresh };
}

function useFilter(): [TimelineFilter, (change: Partial<TimelineFilter>) => void] {
  const [url, setUrl] = useUrlState({
    history: undefined as string | undefined,
    by: undefined as string | undefined,
    find: undefined as string | undefined,
  });
  const wanted = String(url.history ?? "").split(",");
  const kinds = TIMELINE_KINDS.filter((kind) => wanted.includes(kind));
  const filter: TimelineFilter = {
    kinds,
    member: url.by || undefined,
    text: url.find ? String(url.find) : undefined,
  };
  const change = (next: Partial<TimelineFilter>) =>
    setUrl({
      ...("kinds" in next ? { history: next.kinds?.join(",") || undefined } : {}),
      ...("member" in next ? { by: next.member } : {}),
      ...("text" in next ? { find: next.text } : {}),
    });
  return [filter, change];
}

/** The history of a record: where things are written down, what happened, and who did it. */
export default function HistorySection({ object, id, canEdit }: RecordSectionProps) {
  const t = useActivityMessages();
  const [filter, setFilter] = useFilter();
  const [editing, setEditing] = useState<string | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const history = useInfiniteQuery(timelineQuery(object, id, filter));
  const counts = useQuery(countsQuery(object, id, filter));
  const { add, act, refresh } = useWriting(object, id, filter);
  const onEdit = useCallback(
    (activityId: string | null) => {
      setEditing(activityId);
      if (activityId === null) void refresh();
    },
    [refresh],
  );
  const items = useMemo(() => history.data?.pages.flatMap((page) => page.items), [history.data]);
  const entries = useTimelineEntries(items, { editing, onEdit, onRead: setReading, act });
  const narrowed = filter.kinds.length > 0 || filter.member || filter.text;
  const only: TimelineKind | undefined = filter.kinds.length === 1 ? filter.kinds[0] : undefined;

  return (
    <div className={classes.history}>
      <Composer
        key={id}
        object={object}
        id={id}
        canEdit={canEdit}
        onNote={add}
        onWritten={() => void refresh()}
      />
      <PinnedNotes
        object={object}
        id={id}
        onUnpin={(note) => void act(() => pinNote(note, false), "note.unpinned")}
      />
      <Filters filter={filter} counts={counts.data} onChange={setFilter} />
      {history.error && !history.data ? (
        <ErrorState error={history.error} title={t("failed")} onRetry={() => void history.refetch()} />
      ) : (
        <Timeline
          entries={entries}
          hasMore={history.hasNextPage}
          loadingMore={history.isFetchingNextPage}
          onMore={() => void history.fetchNextPage()}
          empty={t(!narrowed ? "empty.all" : only === "notes" ? "empty.notes" : "empty.filtered")}
        />
      )}
      {reading ? (
        <MessageReader
          id={reading}
          onClose={() => setReading(null)}
          onDelete={(send) => {
            setReading(null);
            void act(send, "email.deleted");
          }}
        />
      ) : null}
    </div>
  );
}
