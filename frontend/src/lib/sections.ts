import type { RecordSection } from "./manifest";
import { createStore } from "./stores";

/** Sections every record page shows (files), gathered from the manifests at start. */
export const recordSections = createStore<RecordSection[]>([]);
