import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

export type Tag = api.TagOut;

/** Colours offered for tags and choices; they keep their contrast as dots on light and dark grounds. */
export const DOTS = [
  "#0e5a78",
  "#1d4ed8",
  "#6d28d9",
  "#be185d",
  "#b42828",
  "#b45309",
  "#4d7c0f",
  "#17734a",
  "#0f766e",
  "#475569",
];

/** Every tag by name; `counted` with the number of records that carry each. */
export const tagsQuery = (counted = false) =>
  queryOptions({
    queryKey: ["tag", counted],
    queryFn: async () => (await api.listTags({ query: { counted } })).data.items,
    staleTime: 60_000,
  });

export const createTag = (values: api.TagIn): Promise<Written<Tag>> =>
  written(api.createTag({ body: values }));

export const updateTag = (tag: Tag, values: api.TagPatch): Promise<Written<Tag>> =>
  written(api.updateTag({ path: { tag_id: tag.id }, body: { ...values, version: tag.version } }));

export const mergeTag = (tag: Tag, into: string): Promise<Written<Tag>> =>
  written(api.mergeTag({ path: { tag_id: tag.id }, body: { into, version: tag.version } }));

export const deleteTag = (id: string): Promise<Written<unknown>> =>
  written(api.deleteTag({ path: { tag_id: id } }) as Promise<{ data: unknown; response: Response }>);

/** Looks again at tags and at the records that show them. */
export function refreshTags(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries();
}
