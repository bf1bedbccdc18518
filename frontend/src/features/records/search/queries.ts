import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type HitOut, search } from "../../../api";

/** A record found. `matched` is the title, or the e-mail address, number… that answers the words. */
export type Hit = HitOut;

/** Most results one request gives. */
export const MOST_HITS = 50;

/** Records that hold every word of the text, best first. */
export async function findRecords(text: string, limit: number, signal?: AbortSignal): Promise<Hit[]> {
  return (await search({ query: { q: text, limit }, signal })).data.items;
}

/** Results of the search page; the former ones stay while the next ones load. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ["search", text],
    queryFn: ({ signal }) => findRecords(text, MOST_HITS, signal),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
