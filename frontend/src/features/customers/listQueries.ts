import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Count, CustomerFilters, Page } from "./organisations/queries";

type Listed = "contact" | "organisation";

/** A filtered list, page by page. */
export function listQuery<T>(
  object: Listed,
  fetchPage: (filters: CustomerFilters, sort: string, cursor: string | null) => Promise<Page<T>>,
  filters: CustomerFilters,
  sort: string,
) {
  return infiniteQueryOptions({
    queryKey: [object as string, "list", filters as unknown, sort],
    queryFn: ({ pageParam }) => fetchPage(filters, sort, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<T>) => last.next_cursor,
    placeholderData: (previous) => previous,
  });
}

/** How many rows a filter finds, counted to 10,000. */
export function countQuery(
  object: Listed,
  fetchCount: (filters: CustomerFilters) => Promise<Count>,
  filters: CustomerFilters,
) {
  return queryOptions({
    queryKey: [object as string, "count", filters as unknown],
    queryFn: () => fetchCount(filters),
  });
}
