import { infiniteQueryOptions } from "@tanstack/react-query";
import * as api from "../../../api";

export type TimelineKind = "all" | "notes" | "changes";
const KINDS_OF = {
  all: undefined,
  notes: ["notes" as const],
  changes: ["changes" as const, "stages" as const, "files" as const],
};
export type TimelineItem = api.TimelineItem;
export type TimelineChange = api.TimelineChange;
export type TimelinePage = api.PageTimelineItem;

/** What happened to a record, newest first. */
export const timelineQuery = (object: string, id: string, kind: TimelineKind) =>
  infiniteQueryOptions({
    queryKey: ["timeline", object, id, kind],
    queryFn: async ({ pageParam, signal }) =>
      (
        await api.getTimeline({
          path: { object, record_id: id },
          query: { kinds: KINDS_OF[kind], cursor: pageParam ?? undefined },
          signal,
        })
      ).data,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
