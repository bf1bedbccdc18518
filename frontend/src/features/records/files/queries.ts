import { queryOptions } from "@tanstack/react-query";
import {
  deleteFile,
  type FileOut,
  type FileText,
  getFileLink,
  getFileText,
  listFiles,
  updateFile,
} from "../../../api";
import { apiFetch, type Written, written } from "../../../lib/http";
import { uploadForm } from "../../../lib/upload";

export type { FileOut } from "../../../api";

/** The files of a record, the latest first. */
export const filesQuery = (object: string, id: string) =>
  queryOptions({
    queryKey: ["file", object, id],
    queryFn: async () => (await listFiles({ query: { object, record_id: id } })).data.items,
  });

/** Attaches a file to a record. */
export function uploadFile(
  object: string,
  id: string,
  file: File,
  options: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<FileOut> {
  const form = new FormData();
  form.append("object", object);
  form.append("record_id", id);
  form.append("file", file);
  return uploadForm<FileOut>("/api/v1/files", form, options);
}

/** A link to the content that works for five minutes. */
export async function fileLink(id: string): Promise<string> {
  return (await getFileLink({ path: { file_id: id } })).data.url;
}

/** The content of a file, for a preview inside the page. */
export async function fileContent(id: string): Promise<Blob> {
  return (await apiFetch(new URL(await fileLink(id), window.location.origin))).blob();
}

/** The beginning of a text file, decoded by the server. */
export async function fileText(id: string): Promise<FileText> {
  return (await getFileText({ path: { file_id: id } })).data;
}

/** Gives a file another name; its ending stays. */
export function renameFile(file: FileOut, name: string): Promise<Written<FileOut>> {
  return written(updateFile({ path: { file_id: file.id }, body: { name, version: file.version } }));
}

/** Puts a file in the trash. */
export const removeFile = (id: string): Promise<Written<unknown>> =>
  written(deleteFile({ path: { file_id: id } }) as Promise<{ data: unknown; response: Response }>);
