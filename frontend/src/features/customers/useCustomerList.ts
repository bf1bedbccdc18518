import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useUrlState } from "../../lib/address";
import { type Session, useSession } from "../../lib/session";
import { countQuery, listQuery } from "./listQueries";
import type { Count, CustomerFilters, OwnerScope, Page } from "./organisations/queries";

interface Options<T> {
  object: "contact" | "organisation";
  fetchPage: (filters: CustomerFilters, sort: string, cursor: string | null) => Promise<Page<T>>;
  fetchCount: (filters: CustomerFilters) => Promise<Count>;
  /** Filters beyond owner and text. */
  more?: Partial<CustomerFilters>;
}

export interface CustomerListData<T> {
  rows: T[] | undefined;
  owner: OwnerScope;
  setOwner: (owner: string) => void;
  sort: string;
  setSort: (sort: string) => void;
  scopes: OwnerScope[];
  counts: Partial<Record<OwnerScope, Count>>;
  /** How many rows the list on screen has. */
  total: Count | undefined;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  error: unknown;
  retry: () => void;
}

/** Whose records a person may look at, the widest first. */
export function listScopes(session: Session, object: string): OwnerScope[] {
  const scope = session.permissions[`${object}.see`];
  const team: OwnerScope[] = (session.member?.team_ids.length ?? 0) > 0 ? ["team"] : [];
  if (scope === "all") return ["all", "me", ...team];
  return scope === "team" ? [...team, "me"] : ["me"];
}

/** Rows, views and counts of a list of contacts or organisations, with its state in the address. */
export function useCustomerList<T>(options: Options<T>): CustomerListData<T> {
  const { object, fetchPage, fetchCount } = options;
  const session = useSession();
  const scopes = useMemo(() => listScopes(session, object), [session, object]);
  // Who only sees the team's records needs no narrowing to it.
  const teamId = scopes.includes("all") ? session.member?.team_ids[0] : undefined;
  const [url, setUrl] = useUrlState({ owner: scopes[0] as string, sort: "name", q: "" });
  const owner = scopes.find((scope) => scope === url.owner) ?? scopes[0] ?? "me";
  const narrowed = (scope: OwnerScope, more: Partial<CustomerFilters> = {}): CustomerFilters => ({
    owner: scope,
    teamId: scope === "team" ? teamId : undefined,
    ...more,
  });
  const filters = narrowed(owner, { ...options.more, text: url.q || undefined });
  const list = useInfiniteQuery(listQuery(object, fetchPage, filters, url.sort));
  const countOf = (scope: OwnerScope) => ({
    ...countQuery(object, fetchCount, narrowed(scope)),
    enabled: scopes.includes(scope),
  });
  const all = useQuery(countOf("all")).data;
  const me = useQuery(countOf("me")).data;
  const team = useQuery(countOf("team")).data;
  const total = useQuery(countQuery(object, fetchCount, filters)).data;
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  const counts = useMemo(() => ({ all, me, team }), [all, me, team]);
  return {
    rows,
    owner,
    setOwner: (value) => setUrl({ owner: value }),
    sort: url.sort,
    setSort: (sort) => setUrl({ sort }),
    scopes,
    counts,
    total,
    hasMore: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
    error: list.error,
    retry: () => void list.refetch(),
  };
}
