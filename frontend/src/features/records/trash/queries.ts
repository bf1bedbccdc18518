import { infiniteQueryOptions } from "@tanstack/react-query";
import {
  listTrash,
  purgeRecord,
  restoreContact,
  restoreDeal,
  restoreFile,
  restoreNote,
  restoreOrganisation,
  restorePipeline,
  type TrashItem,
} from "../../../api";
import { undoChangeSet } from "../../../lib/http";

export type { TrashItem } from "../../../api";

/** Deleted records of one kind, or of all, the last deleted first. */
export const trashQuery = (object: string) =>
  infiniteQueryOptions({
    queryKey: ["trash", object],
    queryFn: async ({ pageParam }) => {
      const query = { object: object || undefined, cursor: pageParam || undefined, limit: 50 };
      return (await listTrash({ query })).data;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

const RESTORE: Record<string, (id: string) => Promise<unknown>> = {
  contact: (contact_id) => restoreContact({ path: { contact_id } }),
  organisation: (organisation_id) => restoreOrganisation({ path: { organisation_id } }),
  deal: (deal_id) => restoreDeal({ path: { deal_id } }),
  note: (note_id) => restoreNote({ path: { note_id } }),
  file: (file_id) => restoreFile({ path: { file_id } }),
  pipeline: (pipeline_id) => restorePipeline({ path: { pipeline_id } }),
};

/** Brings one record back; kinds without their own way go through the change set that deleted them. */
export async function restore(item: TrashItem): Promise<void> {
  const own = RESTORE[item.object];
  if (own) await own(item.id);
  else if (item.change_set_id) await undoChangeSet(item.change_set_id);
}

/** Removes one record for good. */
export const purge = (item: TrashItem) => purgeRecord({ path: { object: item.object, record_id: item.id } });
