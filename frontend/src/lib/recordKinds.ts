import type { RecordPanel } from "./manifest";
import { createStore } from "./stores";

/** Kinds of records the features show (icon, plural, full page), gathered from the manifests at start. */
export const recordKinds = createStore<RecordPanel[]>([]);

/** The kind of that name, or undefined while no feature shows it. */
export function recordKind(object: string): RecordPanel | undefined {
  return recordKinds.get().find((kind) => kind.object === object);
}
