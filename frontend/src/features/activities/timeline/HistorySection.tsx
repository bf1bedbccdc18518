import { UnstyledButton } from "@mantine/core";
import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useUrlState } from "../../../lib/address";
import { translate } from "../../../lib/i18n";
import type { RecordSectionProps } from "../../../lib/manifest";
import { useCan, useSession } from "../../../lib/session";
import { ErrorState } from "../../../ui/ErrorState";
import { Timeline } from "../../../ui/record/Timeline";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import classes from "../activities.module.css";
import { useActivityMessages } from "../messages";
import { NoteComposer } from "../notes/NoteComposer";
import { createNote, deleteNote } from "../notes/queries";
import { type TimelineItem, type TimelineKind, type TimelinePage, timelineQuery } from "./queries";
import { useTimelineEntries } from "./useTimelineEntries";

const KINDS: TimelineKind[] = ["all", "notes", "changes"];

/** Writes notes on a record, seen at once, and takes them away with a way back. */
function useNotes(object: string, id: string) {
  const queries = useQueryClient();
  const { member, user } = useSession();
  const refresh = useCallback(
    () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["timeline", object, id] }),
        queries.invalidateQueries({ queryKey: [object] }),
      ]),
    [queries, object, id],
  );
  /** Draws a note before the server has it; the answer takes it away again. */
  const show = (body: string) => {
    const at = new Date().toISOString();
    const pending: TimelineItem = {
      id: `pending-${at}`,
      at,
      kind: "note.created",
      actor: { kind: "member", id: member?.id ?? null, name: member?.name ?? user.name },
      object: "note",
      record_id: id,
      record_name: "",
      about: null,
      change_set_id: null,
      payload: {},
      changes: [],
      note: {
        id: `pending-${at}`,
        body,
        version: 0,
        pinned: false,
        author_id: null,
        author_name: null,
        about: [],
        mentions: [],
        created_at: at,
        updated_at: at,
      },
      call: null,
      meeting: null,
      message: null,
    };
    for (const kind of ["all", "notes"] as const) {
      queries.setQueryData<InfiniteData<TimelinePage>>(timelineQuery(object, id, kind).queryKey, (data) => {
        const [first, ...rest] = data?.pages ?? [];
        return data && first
          ? { ...data, pages: [{ ...first, items: [pending, ...first.items] }, ...rest] }
          : data;
      });
    }
    return () =>
      queries.setQueriesData<InfiniteData<TimelinePage>>({ queryKey: ["timeline", object, id] }, (data) =>
        data
          ? {
              ...data,
              pages: data.pages.map((page) => ({
                ...page,
                items: page.items.filter((item) => item.id !== pending.id),
              })),
            }
          : data,
      );
  };
  const add = async (body: string) => {
    const hide = show(body);
    try {
      await createNote(object, id, body);
    } catch (error) {
      // Without a server no refresh would take it away, and it would look written.
      hide();
      throw error;
    } finally {
      void refresh();
    }
  };
  const remove = useCallback(
    async (noteId: string) => {
      try {
        const { changeSetId } = await deleteNote(noteId);
        notifyUndo(translate("activities", "note.deleted"), changeSetId);
      } catch (error) {
        notifyProblem(error);
      }
      await refresh();
    },
    [refresh],
  );
  return { add, remove, refresh };
}

/** The history of a record: a field for notes, what happened, and who did it. */
export default function HistorySection({ object, id }: RecordSectionProps) {
  const t = useActivityMessages();
  const can = useCan();
  const [url, setUrl] = useUrlState({ history: "all" });
  const kind = KINDS.find((each) => each === url.history) ?? "all";
  const [editing, setEditing] = useState<string | null>(null);
  const history = useInfiniteQuery(timelineQuery(object, id, kind));
  const { add, remove, refresh } = useNotes(object, id);
  const onEdit = useCallback(
    (noteId: string | null) => {
      setEditing(noteId);
      if (noteId === null) void refresh();
    },
    [refresh],
  );
  const onDelete = useCallback((noteId: string) => void remove(noteId), [remove]);
  const items = useMemo(() => history.data?.pages.flatMap((page) => page.items), [history.data]);
  const entries = useTimelineEntries(items, { editing, onEdit, onDelete });

  return (
    <div className={classes.history}>
      {can("note.create") ? <NoteComposer key={id} object={object} id={id} onSubmit={add} /> : null}
      <div className={classes.filters} role="group" aria-label={t("filter.label")}>
        {KINDS.map((each) => (
          <UnstyledButton
            key={each}
            className={classes.filter}
            aria-pressed={each === kind}
            onClick={() => setUrl({ history: each === "all" ? undefined : each })}
          >
            {t(`filter.${each}`)}
          </UnstyledButton>
        ))}
      </div>
      {history.error && !history.data ? (
        <ErrorState error={history.error} title={t("failed")} onRetry={() => void history.refetch()} />
      ) : (
        <Timeline
          entries={entries}
          hasMore={history.hasNextPage}
          loadingMore={history.isFetchingNextPage}
          onMore={() => void history.fetchNextPage()}
          empty={t(`empty.${kind}`)}
        />
      )}
    </div>
  );
}
