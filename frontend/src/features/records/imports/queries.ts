import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import * as api from "../../../api";
import { uploadForm } from "../../../lib/upload";

export type ImportDetails = api.ImportOut;
export type ImportSummary = api.ImportSummaryOut;
export type ImportStatus = ImportSummary["status"];
export type ImportColumn = api.ImportColumnOut;
export type ImportField = api.ImportFieldOut;
export type ImportAssociation = api.ImportAssociationOut;
export type ImportValue = api.ImportValueOut;
export type ImportPreview = api.ImportPreviewOut;
export type ImportPreviewRow = api.ImportPreviewRowOut;
export type MappingChange = api.ImportMappingIn;
export type Outcome = ImportPreviewRow["outcome"];
export type StageKind = NonNullable<ImportValue["kind"]>;
export type ImportCommand = "check" | "start" | "cancel" | "undo";

const BASE = "/api/v1/imports";
const WORKING: ImportStatus[] = ["checking", "running", "undoing"];
const LOOK_AGAIN_MS = 700;

/** True while the server works on the import by itself. */
export const isWorking = (status: ImportStatus): boolean => WORKING.includes(status);

/** Reads one import, for code outside React. */
export async function readImport(id: string): Promise<ImportDetails> {
  return (await api.getImport({ path: { import_id: id } })).data;
}

/** One import; looked at again by itself while the server works on it. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["import", id],
    queryFn: () => readImport(id),
    refetchInterval: (query) =>
      query.state.data && isWorking(query.state.data.status) ? LOOK_AGAIN_MS : false,
  });

/** Past imports, the latest first. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ["import"],
  queryFn: async ({ pageParam }) =>
    (await api.listImports({ query: { cursor: pageParam || undefined } })).data,
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor ?? undefined,
  refetchInterval: (query) =>
    query.state.data?.pages.some((page) => page.items.some((item) => isWorking(item.status))) ? 2_000 : false,
});

/** What the last check found. */
export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: ["import", id, "preview"],
    queryFn: async () => (await api.previewImport({ path: { import_id: id } })).data,
  });

/** Checked rows in the order of the file, of one outcome when given. */
export const rowsQuery = (id: string, outcome: Outcome | null) =>
  infiniteQueryOptions({
    queryKey: ["import", id, "rows", outcome],
    queryFn: async ({ pageParam }) => {
      const query = { limit: 100, cursor: pageParam || undefined, outcome: outcome ?? undefined };
      return (await api.listImportRows({ path: { import_id: id }, query })).data;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** Corrects cells of a row; the server judges it again, with the rows it repeats. */
export function useCorrectRow(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ line, cells }: { line: number; cells: { index: number; value: string }[] }) =>
      (await api.correctImportRow({ path: { import_id: id, line }, body: { cells } })).data,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["import", id, "rows"] }),
        queries.invalidateQueries({ queryKey: previewQuery(id).queryKey }),
        queries.invalidateQueries({ queryKey: importQuery(id).queryKey, exact: true }),
      ]),
  });
}

/** Refused rows in the order of the file. */
export const refusalsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["import", id, "refusals"],
    queryFn: async ({ pageParam }) => {
      const query = { limit: 50, cursor: pageParam || undefined };
      return (await api.listImportRefusals({ path: { import_id: id }, query })).data;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** Address of the refused rows as a file. */
export const refusalFile = (id: string): string => `${BASE}/${id}/refusals.csv`;

/** Sends a file; the answer holds the proposed mapping. */
export function createImport(
  object: string | null,
  file: File,
  options: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<ImportDetails> {
  const form = new FormData();
  if (object) form.append("object", object);
  form.append("file", file);
  return uploadForm<ImportDetails>(BASE, form, options);
}

const COMMANDS = {
  check: api.checkImport,
  start: api.startImport,
  cancel: api.cancelImport,
  undo: api.undoImport,
};

/** Asks for a step of the import: `check`, `start`, `cancel`, `undo`. */
export async function commandImport(id: string, step: ImportCommand): Promise<ImportDetails> {
  return (await COMMANDS[step]({ path: { import_id: id } })).data;
}

/** Changes the mapping; the screen shows the chosen field before the server agrees. */
export function useUpdateMapping(id: string) {
  const queries = useQueryClient();
  const key = importQuery(id).queryKey;
  return useMutation({
    scope: { id: `import-mapping-${id}` },
    mutationFn: async (change: MappingChange) =>
      (await api.updateImportMapping({ path: { import_id: id }, body: change })).data,
    onMutate: (change) => {
      const before = queries.getQueryData(key);
      if (before) queries.setQueryData(key, applyLocally(before, change));
      return before;
    },
    onError: (_error, _change, before) => queries.setQueryData(key, before),
    onSuccess: (data) => {
      // A later change may already be on its way: its own answer will be the newer truth.
      if (queries.isMutating({ mutationKey: ["import-mapping", id] }) <= 1) queries.setQueryData(key, data);
      queries.removeQueries({ queryKey: ["import", id, "preview"] });
      queries.removeQueries({ queryKey: ["import", id, "rows"] });
    },
    mutationKey: ["import-mapping", id],
  });
}

/** Asks for a step and keeps the answer. */
export function useCommand(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (step: ImportCommand) => commandImport(id, step),
    onSuccess: (data, step) => {
      queries.setQueryData(importQuery(id).queryKey, data);
      if (step === "check") {
        queries.removeQueries({ queryKey: ["import", id, "preview"] });
        queries.removeQueries({ queryKey: ["import", id, "rows"] });
      }
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true });
    },
  });
}

/** True when only the server knows what the change makes of the columns. */
function readsAgain(change: MappingChange): boolean {
  const { object, encoding, separator, sheet, has_header, header_line } = change;
  return [object, encoding, separator, sheet, has_header, header_line].some((value) => value != null);
}

/** The import as it will be once the server has taken the change. */
export function applyLocally(before: ImportDetails, change: MappingChange): ImportDetails {
  if (readsAgain(change)) return before;
  const { columns, fixed, values, ...others } = change;
  const plain = Object.fromEntries(
    Object.entries(others).filter(([name, value]) => value !== null || name === "match_field"),
  ) as Partial<ImportDetails>;
  const chosen = new Map(columns?.map((column) => [column.index, column]));
  const given = new Map(fixed?.map((entry) => [entry.field, entry.value]));
  const decided = new Map(values?.map((entry) => [`${entry.field}\n${entry.value}`, entry]));
  return {
    ...before,
    ...plain,
    columns: before.columns.map((column) => {
      const given = chosen.get(column.index);
      if (!given) return column;
      const { rule, invalid } = { rule: given.rule ?? column.rule, invalid: given.invalid ?? column.invalid };
      return given.field === undefined
        ? { ...column, rule, invalid }
        : { ...column, rule, invalid, field: given.field, confidence: 1 };
    }),
    fixed: before.fixed.map((entry) =>
      given.has(entry.field) ? { ...entry, value: given.get(entry.field) ?? null } : entry,
    ),
    associations: before.associations.map((association) => ({
      ...association,
      values: association.values.map((entry) => {
        const decision = decided.get(`${association.field}\n${entry.value}`);
        return decision ? { ...entry, ...decision, target: decision.target ?? null } : entry;
      }),
    })),
  };
}
