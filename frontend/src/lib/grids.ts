import type { ComponentType } from "react";
import type { RecordGridOffer, RecordGridProps, RelationSource } from "./manifest";
import { createStore } from "./stores";

/** How kinds of records are listed, gathered from the manifests at start. */
export const recordGrids = createStore<RecordGridOffer[]>([]);

/** Finders of records without a list of their own, gathered at start. */
export const relationSources = createStore<RelationSource[]>([]);

/** The component that draws every grid; null until a feature offers it. */
export const gridPart = createStore<ComponentType<RecordGridProps> | null>(null);

/** How that kind of record is listed, or undefined while no feature says so. */
export function recordGrid(object: string): RecordGridOffer | undefined {
  return recordGrids.get().find((grid) => grid.object === object);
}
