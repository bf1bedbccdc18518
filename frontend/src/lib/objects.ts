import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ObjectOut } from "../api";
import { requestJson } from "./http";

/** A kind of record with its fields, as the person may see it. */
export type ObjectInfo = ObjectOut;
/** A field of a kind of record: its own, tags, or one that administrators added. */
export type FieldInfo = ObjectOut["fields"][number];

/** Every kind of record the person may see. The key is that of fields: changes of definitions refresh it. */
export const objectsQuery = queryOptions({
  queryKey: ["field", "objects"],
  queryFn: async (): Promise<ObjectInfo[]> =>
    (await requestJson<{ items: ObjectInfo[] }>("GET", "/api/v1/objects")).data.items,
  staleTime: 60_000,
});

/** The kinds of record; empty until loaded. */
export function useObjects(): ObjectInfo[] {
  return useQuery(objectsQuery).data ?? [];
}

/** One kind of record, or undefined until loaded or when the person may not see it. */
export function useObjectInfo(name: string): ObjectInfo | undefined {
  return useObjects().find((each) => each.name === name);
}
