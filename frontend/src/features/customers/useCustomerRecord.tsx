import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { useGo, usePanel } from "../../lib/address";
import type { Written } from "../../lib/http";
import { translate } from "../../lib/i18n";
import { rememberRecord } from "../../lib/recents";
import { useCan } from "../../lib/session";
import { useRecordSave } from "../../ui/record/useRecordSave";
import { notifyProblem, notifyUndo } from "../../ui/toasts";

interface Options<T> {
  object: "contact" | "organisation";
  id: string;
  query: UseQueryResult<T>;
  /** Path of the list, where one goes after deleting. */
  list: string;
  subtitle: (record: T) => string;
  update: (id: string, version: number, change: Record<string, unknown>) => Promise<Written<T>>;
  remove: (id: string) => Promise<Written<unknown>>;
}

/** A contact or organisation on its page or panel: what may be done, how fields are saved. */
export function useCustomerRecord<T extends { id: string; version: number; name: string }>(
  options: Options<T>,
) {
  const { object, id, query, list, update, remove: send } = options;
  const queries = useQueryClient();
  const can = useCan();
  const go = useGo();
  const { close } = usePanel();
  const record = query.data;
  const queryKey = useMemo(() => [object, id], [object, id]);
  const write = useCallback(
    (version: number, change: Record<string, unknown>) => update(id, version, change),
    [update, id],
  );
  const { save, dialog } = useRecordSave<T>({ queryKey, object, name: record?.name ?? "", send: write });
  const title = record?.name;
  const subtitle = record ? options.subtitle(record) : "";
  useEffect(() => {
    if (title) rememberRecord({ object, id, title, subtitle });
  }, [object, id, title, subtitle]);

  const remove = async (leave: "page" | "panel") => {
    if (!record) return;
    if (leave === "panel") close();
    else go(list);
    try {
      const { changeSetId } = await send(id);
      notifyUndo(translate("customers", "record.deleted", { name: record.name }), changeSetId);
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey: [object] });
  };
  return { save, remove, dialog, canEdit: can(`${object}.edit`), canDelete: can(`${object}.delete`) };
}

export type Save = ReturnType<typeof useCustomerRecord>["save"];
