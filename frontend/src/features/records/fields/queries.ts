import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";
import { asProblem } from "../../../lib/problem";

export type Definition = api.FieldDefinitionOut;
export type FieldKind = Definition["kind"];
export type Record = api.RecordOut;
export interface Choice {
  value?: string | null;
  label: string;
  label_en?: string | null;
  colour?: string | null;
}

/** The definitions of a kind of record, or those in the bin. */
export const definitionsQuery = (object: string, deleted = false) =>
  queryOptions({
    queryKey: ["field", "definitions", object, deleted],
    queryFn: async () => (await api.listFields({ query: { object, deleted } })).data.items,
    // A formula being worked out again shows how far it has come.
    refetchInterval: ({ state }) =>
      state.data?.some((field) => field.computing_total !== null) ? 1_500 : false,
  });

/** What formulas and roll-ups of a kind of record may be made from. */
export const ingredientsQuery = (object: string) =>
  queryOptions({
    queryKey: ["field", "ingredients", object],
    queryFn: async () => (await api.listIngredients({ query: { object } })).data,
  });

/** A formula tried out on the latest records. */
export const formulaQuery = (object: string, formula: string) =>
  queryOptions({
    queryKey: ["field", "formula", object, formula],
    queryFn: async () => (await api.tryFormula({ body: { object, formula } })).data,
    enabled: formula.trim() !== "",
    retry: false,
  });

export const createField = (values: api.FieldIn): Promise<Written<Definition>> =>
  written(api.createField({ body: values }));

export const updateField = (field: Definition, values: api.FieldPatch): Promise<Written<Definition>> =>
  written(api.updateField({ path: { field_id: field.id }, body: { ...values, version: field.version } }));

export const deleteField = (id: string): Promise<Written<unknown>> =>
  written(api.deleteField({ path: { field_id: id } }) as Promise<{ data: unknown; response: Response }>);

export const restoreField = (id: string): Promise<Written<Definition>> =>
  written(api.restoreField({ path: { field_id: id } }));

export const orderFields = (object: string, ids: string[]): Promise<Written<unknown>> =>
  written(api.orderFields({ body: { object, ids } }));

/** Looks again at definitions and at what they show everywhere. */
export function refreshFields(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["field"] });
}

/** A record of any kind with all its values; kept beside the record's own page. */
export const recordQuery = (object: string, id: string) =>
  queryOptions({
    queryKey: [object, id, "values"],
    queryFn: async () => (await api.getRecord({ path: { object, record_id: id } })).data,
  });

/** Somebody else changed the very value that was to be saved. */
export class ChangedMeanwhile extends Error {}

/**
 * Saves one value of a record. When only other values changed meanwhile, it is saved on the present version;
 * when it is the same one, nothing is written and the present value is shown.
 */
export async function saveValue(
  queries: QueryClient,
  object: string,
  id: string,
  name: string,
  value: unknown,
): Promise<Written<Record>> {
  const query = recordQuery(object, id);
  const seen = queries.getQueryData(query.queryKey) ?? (await queries.fetchQuery(query));
  const send = (version: number) =>
    written(
      api.updateRecord({ path: { object, record_id: id }, body: { values: { [name]: value }, version } }),
    );
  const write = async (): Promise<Written<Record>> => {
    try {
      return await send(seen.version);
    } catch (error) {
      if (!asProblem(error).isStale) throw error;
      const present = await queries.fetchQuery({ ...query, staleTime: 0 });
      if (JSON.stringify(present.values[name]) !== JSON.stringify(seen.values[name]))
        throw new ChangedMeanwhile();
      return send(present.version);
    }
  };
  const saved = await write();
  queries.setQueryData(query.queryKey, saved.data);
  void queries.invalidateQueries({ queryKey: [object], predicate: (each) => each.queryKey[2] !== "values" });
  void queries.invalidateQueries({ queryKey: ["timeline", object, id] });
  return saved;
}

/** Records of a kind by words of their name, for pickers. */
export async function findRecords(object: string, text: string): Promise<{ id: string; name: string }[]> {
  const query = { q: text || undefined, limit: 12, fields: "name" };
  const { items } = (await api.listRecords({ path: { object }, query })).data;
  return items.map((item) => ({ id: item.id, name: item.title }));
}
