import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useState } from "react";
import type { Written } from "../../lib/http";
import { type LastChange, lastChangeOf } from "../../lib/lastChange";
import { asProblem } from "../../lib/problem";
import { ConflictDialog } from "../ConflictDialog";

interface Versioned {
  id: string;
  version: number;
}

interface RecordSaveOptions<T extends Versioned> {
  /** Where the record is kept; `["deal", id]`. */
  queryKey: QueryKey;
  object: string;
  name: string;
  send: (version: number, change: Record<string, unknown>) => Promise<Written<T>>;
}

/** How a changed value is named and read in a conflict. */
export interface SavedField {
  label: string;
  /** Reads a raw value; as text by default. */
  show?: (value: unknown) => ReactNode;
}

interface Conflict<T> {
  last: LastChange | null;
  change: Record<string, unknown>;
  field: SavedField;
  current: T;
  mine: ReactNode;
  theirs: ReactNode;
  settle: (choice: "mine" | "theirs") => void;
}

const asText = (value: unknown) => (value === null || value === undefined ? "" : String(value));

/**
 * Saves single fields of a record. When somebody else changed another field meanwhile, the save is repeated on the
 * present version; when it is the same field, both values are shown and the person chooses. Draw `dialog`.
 */
export function useRecordSave<T extends Versioned>(options: RecordSaveOptions<T>) {
  const { queryKey, object, name, send } = options;
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<Conflict<T> | null>(null);

  const save = useCallback(
    async (change: Record<string, unknown>, field: SavedField): Promise<void> => {
      const seen = queries.getQueryData<T>(queryKey);
      if (!seen) return;
      const write = async (version: number): Promise<void> => {
        const { data } = await send(version, change);
        queries.setQueryData<T>(queryKey, (record) => (record ? { ...record, ...data } : data));
        void queries.invalidateQueries({
          queryKey: [object],
          predicate: (query) => query.queryKey[1] !== seen.id,
        });
        void queries.invalidateQueries({ queryKey: ["timeline", object, seen.id] });
      };
      const choose = (current: T, key: string, last: LastChange | null) =>
        new Promise<void>((resolve, reject) => {
          const show = field.show ?? asText;
          setConflict({
            last,
            change,
            field,
            current,
            mine: show(change[key]),
            theirs: show((current as unknown as Record<string, unknown>)[key]),
            settle: (choice) => {
              setConflict(null);
              if (choice === "mine") write(current.version).then(resolve, reject);
              else {
                queries.setQueryData<T>(queryKey, (record) => ({ ...(record as T), ...current }));
                resolve();
              }
            },
          });
        });
      try {
        await write(seen.version);
      } catch (error) {
        const problem = asProblem(error);
        const current = problem.current as T | null;
        if (!problem.isStale || current === null) throw error;
        const before = seen as unknown as Record<string, unknown>;
        const now = current as unknown as Record<string, unknown>;
        const touched = Object.keys(change).find((key) => key in now && now[key] !== before[key]);
        if (touched) await choose(current, touched, await lastChangeOf(object, seen.id, touched));
        else await write(current.version);
      }
    },
    [queries, queryKey, object, send],
  );

  const dialog = conflict ? (
    <ConflictDialog
      opened
      who={conflict.last?.who}
      when={conflict.last?.at}
      what={`${conflict.field.label}, ${name}`}
      mine={conflict.mine}
      theirs={conflict.theirs}
      onChoose={conflict.settle}
    />
  ) : null;
  return { save, dialog };
}
