import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";

export type TimelineItem = api.TimelineItem;
export type TimelineChange = api.TimelineChange;
export type TimelinePage = api.PageTimelineItem;
export type TimelineCounts = api.TimelineCounts;
export type TimelineKind = keyof api.TimelineKindCounts;
export const TIMELINE_KINDS: TimelineKind[] = [
  "notes",
  "calls",
  "messages",
  "meetings",
  "stages",
  "files",
  "changes",
];

/** Which entries of a timeline are wanted; nothing chosen means all. */
export interface TimelineFilter {
  kinds: TimelineKind[];
  member?: string;
  text?: string;
}

/** What happened to a record, newest first. */
export const timelineQuery = (object: string, id: string, filter: TimelineFilter) =>
  infiniteQueryOptions({
    queryKey: ["timeline", object, id, "items", filter],
    queryFn: async ({ pageParam, signal }) =>
      (
        await api.getTimeline({
          path: { object, record_id: id },
          query: {
            kinds: filter.kinds.length > 0 ? filter.kinds : undefined,
            member_id: filter.member,
            q: filter.text,
            cursor: pageParam ?? undefined,
          },
          signal,
        })
      ).data,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

/** How many entries of each kind there are. */
export const countsQuery = (object: string, id: string, filter: Omit<TimelineFilter, "kinds">) =>
  queryOptions({
    queryKey: ["timeline", object, id, "counts", filter.member ?? "", filter.text ?? ""],
    queryFn: async ({ signal }) =>
      (
        await api.countTimeline({
          path: { object, record_id: id },
          query: { member_id: filter.member, q: filter.text },
          signal,
        })
      ).data,
  });
