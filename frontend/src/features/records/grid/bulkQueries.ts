import { requestJson } from "../../../lib/http";

/** Records by id, or those a filter finds but for some. */
export type SelectionBody = { ids: string[] } | { filter: unknown; q?: string; except?: string[] };

export type BulkOperation = "edit" | "tag" | "untag" | "delete";

export interface BulkChange {
  selection: SelectionBody;
  operation: BulkOperation;
  values?: Record<string, unknown>;
  tags?: string[];
}

interface Refusal {
  id: string;
  title: string;
  reason: string;
}

export interface BulkPreview {
  count: number;
  refused: number;
  changes: {
    field: string;
    label: string;
    after: unknown;
    after_label: string | string[] | null;
    before: { value: unknown; label: string | string[] | null; count: number }[];
  }[];
  refusals: Refusal[];
  background: boolean;
}

export interface BulkRun {
  id: string;
  object: string;
  operation: BulkOperation;
  status: "running" | "done" | "cancelled" | "failed";
  total: number;
  done: number;
  changed: number;
  refused: number;
  refusals: Refusal[];
  change_set_id: string | null;
  error: string | null;
}

interface BulkAnswer {
  preview: BulkPreview | null;
  run: BulkRun | null;
}

const bulk = (object: string, change: BulkChange, preview: boolean) =>
  requestJson<BulkAnswer>("POST", `/api/v1/records/${object}/bulk`, { ...change, preview });

/** What a change of many records would do; nothing is written. */
export async function previewBulk(object: string, change: BulkChange): Promise<BulkPreview | null> {
  return (await bulk(object, change, true)).data.preview;
}

/** Changes many records: small ones are done when this answers, large ones run on. */
export async function startBulk(object: string, change: BulkChange): Promise<BulkRun | null> {
  const { data, changeSetId } = await bulk(object, change, false);
  return data.run && { ...data.run, change_set_id: data.run.change_set_id ?? changeSetId };
}

export const readBulkRun = async (id: string): Promise<BulkRun> =>
  (await requestJson<BulkRun>("GET", `/api/v1/bulk-runs/${id}`)).data;

export const cancelBulkRun = async (id: string): Promise<BulkRun> =>
  (await requestJson<BulkRun>("POST", `/api/v1/bulk-runs/${id}/cancel`, {})).data;

// Exports

export type ExportFormat = "xlsx" | "csv" | "json";

export interface ExportRun {
  id: string;
  status: string;
  ready: boolean;
  rows_done?: number;
  rows_total?: number | null;
  error: string | null;
}

export const requestExport = async (
  object: string,
  body: { selection: SelectionBody; fields: string[]; sort: string; format: ExportFormat },
): Promise<ExportRun> => (await requestJson<ExportRun>("POST", "/api/v1/exports", { object, ...body })).data;

export const readExport = async (id: string): Promise<ExportRun> =>
  (await requestJson<ExportRun>("GET", `/api/v1/exports/${id}`)).data;

export const cancelExport = async (id: string): Promise<ExportRun> =>
  (await requestJson<ExportRun>("POST", `/api/v1/exports/${id}/cancel`, {})).data;

/** A link to the file that works for a few minutes. */
export const exportLink = async (id: string): Promise<string> =>
  (await requestJson<{ url: string }>("GET", `/api/v1/exports/${id}/link`)).data.url;
