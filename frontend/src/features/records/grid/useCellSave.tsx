import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { GridRow } from "../../../lib/grid/types";
import { translate } from "../../../lib/i18n";
import { type LastChange, lastChangeOf } from "../../../lib/lastChange";
import { asProblem } from "../../../lib/problem";
import { ConflictDialog } from "../../../ui/ConflictDialog";
import { cellText } from "../../../ui/grid/CellValue";
import type { ShownColumn } from "../../../ui/grid/types";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { updateRecord } from "./queries";

interface Page {
  items: GridRow[];
  next_cursor: string | null;
}

interface Conflict {
  row: GridRow;
  column: ShownColumn;
  value: unknown;
  mine: string;
  current: { version: number; values: Record<string, unknown>; labels: GridRow["labels"] };
  last: LastChange | null;
}

type Label = string | string[] | null | undefined;
const isPages = (data: unknown): data is InfiniteData<Page> =>
  typeof data === "object" && data !== null && "pages" in data;
const isPage = (data: unknown): data is Page => typeof data === "object" && data !== null && "items" in data;

/** Replaces one row in every list that holds it, without touching the others. */
function replaceRow(page: Page, id: string, change: (row: GridRow) => GridRow): Page {
  const at = page.items.findIndex((row) => row.id === id);
  const row = page.items[at];
  if (!row) return page;
  const items = [...page.items];
  items[at] = change(row);
  return { ...page, items };
}

/** The record as a refused save tells it: by fields, or in the shape of its own module. */
function currentOf(raw: unknown, row: GridRow): Conflict["current"] | null {
  if (typeof raw !== "object" || raw === null || !("version" in raw)) return null;
  const found = raw as Record<string, unknown>;
  const values = (found.values as Record<string, unknown> | undefined) ?? found;
  const labels = (found.labels as GridRow["labels"] | undefined) ?? row.labels;
  return { version: Number(found.version), values, labels };
}

/**
 * Saves cells at once on screen and then on the server: one save after the other per record, undo in a toast, both
 * values shown when somebody else changed the same one. Draw `dialog`.
 */
export function useCellSave(object: string) {
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [chains] = useState(() => new Map<string, Promise<unknown>>());

  const patch = useCallback(
    (id: string, change: (row: GridRow) => GridRow) =>
      queries.setQueriesData({ queryKey: [object, "grid"] }, (data: unknown) => {
        if (isPages(data)) return { ...data, pages: data.pages.map((page) => replaceRow(page, id, change)) };
        return isPage(data) ? replaceRow(data, id, change) : data;
      }),
    [queries, object],
  );
  const present = useCallback(
    (id: string): GridRow | undefined => {
      for (const [, data] of queries.getQueriesData({ queryKey: [object, "grid"] })) {
        const pages = isPages(data) ? data.pages : isPage(data) ? [data] : [];
        for (const page of pages) {
          const row = page.items.find((each) => each.id === id);
          if (row) return row;
        }
      }
      return undefined;
    },
    [queries, object],
  );

  const write = useCallback(
    async (row: GridRow, column: ShownColumn, value: unknown, version: number) => {
      const { data, changeSetId } = await updateRecord(object, row.id, version, { [column.id]: value });
      patch(row.id, (seen) => ({
        ...seen,
        version: data.version,
        title: data.title,
        values: { ...seen.values, ...data.values },
        labels: { ...seen.labels, ...data.labels },
      }));
      const field = column.label;
      notifyUndo(translate("grid", "edit.saved", { name: row.title, field }), changeSetId);
      void queries.invalidateQueries({ queryKey: [object, row.id] });
      void queries.invalidateQueries({ queryKey: [object, "groups"] });
    },
    [object, patch, queries],
  );

  const send = useCallback(
    async (row: GridRow, column: ShownColumn, value: unknown, label: Label) => {
      const before = { value: row.values[column.id], label: row.labels[column.id] };
      const version = present(row.id)?.version ?? row.version;
      const back = () =>
        patch(row.id, (seen) => ({
          ...seen,
          values: { ...seen.values, [column.id]: before.value },
          labels: before.label === undefined ? seen.labels : { ...seen.labels, [column.id]: before.label },
        }));
      try {
        await write(row, column, value, version);
      } catch (error) {
        const problem = asProblem(error);
        const current = problem.isStale ? currentOf(problem.current, row) : null;
        if (current && JSON.stringify(current.values[column.id]) === JSON.stringify(before.value)) {
          // Somebody changed another field: this one is saved again on the present version.
          await write(row, column, value, current.version).catch((again) => {
            back();
            notifyProblem(again);
          });
          return;
        }
        if (current) {
          const mine = cellText(
            { ...row, values: { [column.id]: value }, labels: { [column.id]: label ?? null } },
            column,
          );
          const last = await lastChangeOf(object, row.id, column.id);
          setConflict({ row, column, value, mine, current, last });
          return;
        }
        back();
        const reason = problem.fields[0]?.message;
        notifyProblem(
          reason ? new Error(reason) : problem,
          translate("grid", "edit.refused", { name: row.title }),
        );
      }
    },
    [object, patch, present, write],
  );

  const save = useCallback(
    (row: GridRow, column: ShownColumn, value: unknown, label: Label) => {
      patch(row.id, (seen) => ({
        ...seen,
        values: { ...seen.values, [column.id]: value },
        labels: label === undefined ? seen.labels : { ...seen.labels, [column.id]: label },
      }));
      // Two quick edits of one record must not meet each other as a conflict.
      const after = (chains.get(row.id) ?? Promise.resolve()).then(() => send(row, column, value, label));
      chains.set(row.id, after);
    },
    [patch, chains, send],
  );

  const settle = (choice: "mine" | "theirs") => {
    if (!conflict) return;
    const { row, column, value, current } = conflict;
    setConflict(null);
    if (choice === "mine") {
      void write(row, column, value, current.version).catch((error) => notifyProblem(error));
      return;
    }
    patch(row.id, (seen) => ({
      ...seen,
      version: current.version,
      values: { ...seen.values, [column.id]: current.values[column.id] },
      labels: { ...seen.labels, [column.id]: current.labels[column.id] ?? null },
    }));
    void queries.invalidateQueries({ queryKey: [object] });
  };

  const dialog = conflict ? (
    <ConflictDialog
      opened
      who={conflict.last?.who}
      when={conflict.last?.at}
      what={`${conflict.column.label}, ${conflict.row.title}`}
      mine={conflict.mine}
      theirs={cellText(
        { ...conflict.row, values: conflict.current.values, labels: conflict.current.labels },
        conflict.column,
      )}
      onChoose={settle}
    />
  ) : null;
  return { save, dialog };
}
