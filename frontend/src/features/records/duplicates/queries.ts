import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { written } from "../../../lib/http";
import type { LookAlikesQuestion } from "../../../lib/lookAlikes";

export type Pair = api.PairOut;
export type PairStatus = Pair["status"];
export type Comparison = api.ComparisonOut;
export type ComparedField = api.ComparedField;
export type MergeDetails = api.MergeOut;
export type DuplicateKind = api.DuplicateObject;
export type Hidden = api.DuplicateSettings["hidden"];

const LOOK_AGAIN_MS = 1_000;

/** The kinds of record to review, with what waits; looked at again while a search runs. */
export const kindsQuery = queryOptions({
  queryKey: ["duplicates", "kinds"],
  queryFn: async () => (await api.listDuplicateObjects()).data.items,
  refetchInterval: (query) =>
    query.state.data?.some((kind) => kind.run?.status === "running") ? LOOK_AGAIN_MS : false,
});

/** The queue of a kind of record, the likeliest pairs first. */
export const pairsQuery = (object: string, state: "open" | "decided") =>
  infiniteQueryOptions({
    queryKey: ["duplicates", "pairs", object, state],
    queryFn: async ({ pageParam }) => {
      const query = { object, state, cursor: pageParam || undefined, limit: 25 };
      return (await api.listDuplicates({ query })).data;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: Boolean(object),
  });

/** Says what a pair is. */
export async function decide(id: string, status: PairStatus): Promise<void> {
  await api.decideDuplicate({ path: { pair_id: id }, body: { status } });
}

/** Starts a search over all records of a kind. */
export async function startSearch(object: string): Promise<void> {
  await api.startDuplicateDetection({ body: { object } });
}

/** Stops a search. */
export async function stopSearch(id: string): Promise<void> {
  await api.cancelDuplicateDetection({ path: { run_id: id } });
}

/** Records field by field, with the proposal for the one that is kept. */
export const comparisonQuery = (object: string, ids: string, survivor: string) =>
  queryOptions({
    queryKey: ["duplicates", "comparison", object, ids, survivor],
    queryFn: async () =>
      (await api.compareDuplicates({ query: { object, ids, survivor_id: survivor || undefined } })).data,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** Merges records; the change set undoes it. */
export const merge = (body: api.MergeIn) => written(api.mergeRecords({ body }));

/** Merges, the newest first. */
export const mergesQuery = infiniteQueryOptions({
  queryKey: ["duplicates", "merges"],
  queryFn: async ({ pageParam }) =>
    (await api.listMerges({ query: { cursor: pageParam || undefined, limit: 50 } })).data,
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

/** Takes a merge back; gives what stayed because it changed since. */
export async function undoMerge(id: string) {
  return (await api.undoMerge({ path: { merge_id: id } })).data;
}

/** Records like the one being typed. */
export const similarQuery = (question: LookAlikesQuestion) =>
  queryOptions({
    queryKey: ["duplicates", "similar", question],
    queryFn: async ({ signal }) => {
      const { object, ...typed } = question;
      const filled = Object.fromEntries(Object.entries(typed).filter(([, value]) => value?.trim()));
      return (await api.findSimilar({ query: { object, ...filled }, signal })).data;
    },
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });

/** What is told of look-alikes out of reach. */
export const settingQuery = queryOptions({
  queryKey: ["duplicates", "settings"],
  queryFn: async () => (await api.getDuplicateSettings()).data.hidden,
});

/** Sets what is told of look-alikes out of reach. */
export async function saveSetting(hidden: Hidden): Promise<void> {
  await api.setDuplicateSettings({ body: { hidden } });
}
