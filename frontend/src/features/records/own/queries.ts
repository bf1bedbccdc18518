import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

export type OwnObject = api.CustomObjectOut;
export type OwnRecord = api.RecordOut;

/** The kinds of record administrators added, with the icons that may be chosen. */
export const ownObjectsQuery = (deleted = false) =>
  queryOptions({
    queryKey: ["custom_object", deleted],
    queryFn: async () => (await api.listCustomObjects({ query: { deleted } })).data,
  });

export const createOwnObject = (values: api.ObjectIn): Promise<Written<OwnObject>> =>
  written(api.createCustomObject({ body: values }));

export const updateOwnObject = (object: OwnObject, values: api.ObjectPatch): Promise<Written<OwnObject>> =>
  written(
    api.updateCustomObject({
      path: { custom_object_id: object.id },
      body: { ...values, version: object.version },
    }),
  );

export const deleteOwnObject = (id: string): Promise<Written<unknown>> =>
  written(
    api.deleteCustomObject({ path: { custom_object_id: id } }) as Promise<{
      data: unknown;
      response: Response;
    }>,
  );

/** Looks again at kinds of record: they decide about navigation, rights and pages. */
export async function refreshOwnObjects(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries();
}

/** A list of records of a kind, the latest first or those that hold the words. */
export const recordListQuery = (object: string, text: string) =>
  infiniteQueryOptions({
    queryKey: [object, "list", text],
    queryFn: async ({ pageParam }) =>
      (
        await api.listRecords({
          path: { object },
          query: { q: text || undefined, sort: "-created_at", cursor: pageParam ?? undefined, limit: 50 },
        })
      ).data,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** The records of a kind whose relation points to a record. */
export const relatedQuery = (object: string, relation: string, id: string) =>
  queryOptions({
    queryKey: [object, "related", relation, id],
    queryFn: async () =>
      (
        await api.listRecords({
          path: { object },
          query: {
            filter: JSON.stringify({ field: relation, operator: "is", value: id }),
            sort: "-created_at",
            fields: "created_at",
            limit: 20,
          },
        })
      ).data.items,
  });

export const createOwnRecord = (
  object: string,
  values: { [key: string]: unknown },
): Promise<Written<OwnRecord>> => written(api.createRecord({ path: { object }, body: { values } }));

export const deleteOwnRecord = (object: string, id: string): Promise<Written<unknown>> =>
  written(
    api.deleteRecord({ path: { object, record_id: id } }) as Promise<{ data: unknown; response: Response }>,
  );
