import { infiniteQueryOptions } from "@tanstack/react-query";
import * as api from "../../../api";

export type Mention = api.MentionOut;

/** Texts that mention the reader, the latest first. */
export const mentionsQuery = infiniteQueryOptions({
  queryKey: ["mention"],
  queryFn: async ({ pageParam, signal }) =>
    (await api.listMentions({ query: { cursor: pageParam ?? undefined }, signal })).data,
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next_cursor,
});

/** Marks all of them as read. */
export async function readMentions(): Promise<void> {
  await api.readMentions();
}
