import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { asProblem, type Problem } from "../../../lib/problem";
import { filesQuery, uploadFile } from "./queries";

export interface Upload {
  key: string;
  file: File;
  share: number;
  problem: Problem | null;
}

let counter = 0;

/** Files on their way to a record: progress, stop, retry. */
export function useUploads(object: string, id: string) {
  const queries = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  const change = (key: string, next: Partial<Upload>) =>
    setUploads((list) => list.map((each) => (each.key === key ? { ...each, ...next } : each)));
  const drop = (key: string) => setUploads((list) => list.filter((each) => each.key !== key));

  const send = async (key: string, file: File) => {
    const abort = new AbortController();
    aborts.current.set(key, abort);
    change(key, { share: 0, problem: null });
    try {
      const made = await uploadFile(object, id, file, {
        onProgress: (share) => change(key, { share }),
        signal: abort.signal,
      });
      queries.setQueryData(filesQuery(object, id).queryKey, (list) => [made, ...(list ?? [])]);
      void queries.invalidateQueries({ queryKey: ["timeline", object, id] });
      drop(key);
    } catch (error) {
      if (abort.signal.aborted) drop(key);
      else change(key, { problem: asProblem(error) });
    }
  };
  const add = (files: File[]) => {
    for (const file of files) {
      counter += 1;
      const key = `${counter}`;
      setUploads((list) => [...list, { key, file, share: 0, problem: null }]);
      void send(key, file);
    }
  };
  return {
    uploads,
    add,
    retry: (upload: Upload) => void send(upload.key, upload.file),
    stop: (upload: Upload) => aborts.current.get(upload.key)?.abort(),
    dismiss: (upload: Upload) => drop(upload.key),
  };
}
