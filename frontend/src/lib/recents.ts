import { useEffect } from "react";
import { useLocalPath } from "./address";
import { currentWorkspaceId } from "./http";
import type { PaletteRecord } from "./manifest";
import { recordKinds } from "./recordKinds";

const PREFIX = "sillage-recents";
const KEPT = 12;

const storageKey = () => `${PREFIX}:${currentWorkspaceId() ?? "-"}`;

/** Records this person opened last in this workspace and browser, the latest first. */
export function recentRecords(): PaletteRecord[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey()) ?? "[]");
    return Array.isArray(value) ? (value as PaletteRecord[]).filter((entry) => entry.object && entry.id) : [];
  } catch {
    return [];
  }
}

/** Puts a record first among the recent ones. */
export function rememberRecord(record: PaletteRecord): void {
  const known = recentRecords();
  const others = known.filter((entry) => entry.id !== record.id);
  // A page knows only the name; what a search said beside it is kept.
  const subtitle = record.subtitle || known.find((entry) => entry.id === record.id)?.subtitle || "";
  try {
    localStorage.setItem(storageKey(), JSON.stringify([{ ...record, subtitle }, ...others].slice(0, KEPT)));
  } catch {
    // Full or refused storage: the palette then simply offers no recent records.
  }
}

/** Forgets the recent records of every workspace, when the person signs out. */
export function forgetRecents(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`${PREFIX}:`)) localStorage.removeItem(key);
}

/** Remembers the record a full page shows, told by the address. */
export function useRememberPage(title: string): void {
  const here = useLocalPath();
  useEffect(() => {
    const id = here.split("/").pop() ?? "";
    const kind = recordKinds.get().find((each) => each.path(id) === here);
    if (kind && id) rememberRecord({ object: kind.object, id, title, subtitle: "" });
  }, [here, title]);
}
