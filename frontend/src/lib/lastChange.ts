import { requestJson } from "./http";

/** Who changed a field last, and when. */
export interface LastChange {
  who: string;
  at: string;
}

interface Told {
  at: string;
  actor: { name: string };
  changes: { field: string }[];
}

/**
 * Who changed this field of a record last, as its history tells; null when the history does not say (the field is not
 * logged) or cannot be read. Never throws: a conflict is shown without it too.
 */
export async function lastChangeOf(object: string, id: string, field: string): Promise<LastChange | null> {
  try {
    const { data } = await requestJson<{ items: Told[] }>("GET", `/api/v1/timeline/${object}/${id}?limit=20`);
    const found = data.items.find((item) => item.changes.some((change) => change.field === field));
    return found ? { who: found.actor.name, at: found.at } : null;
  } catch {
    return null;
  }
}
