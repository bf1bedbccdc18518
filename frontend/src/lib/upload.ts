import { commonHeaders, refuseWhileSeeingAs } from "./http";
import { Problem } from "./problem";

export interface UploadOptions {
  /** Share sent, 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

function problemOf(request: XMLHttpRequest): Problem {
  const requestId = request.getResponseHeader("X-Request-Id") ?? undefined;
  try {
    return new Problem({
      request_id: requestId,
      ...JSON.parse(request.responseText),
      status: request.status,
    });
  } catch {
    return new Problem({ status: request.status, request_id: requestId });
  }
}

/** Sends a form with files to `path`, telling the progress that `fetch` cannot tell. Throws `Problem`. */
export function uploadForm<T>(path: string, form: FormData, options: UploadOptions = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    refuseWhileSeeingAs("POST");
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(commonHeaders("POST"))) request.setRequestHeader(name, value);
    request.setRequestHeader("Idempotency-Key", crypto.randomUUID());
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(problemOf(request));
    };
    request.onerror = () =>
      reject(new Problem({ status: 0, code: navigator.onLine ? "unreachable" : "offline" }));
    request.onabort = () => reject(new DOMException("The upload was stopped", "AbortError"));
    options.signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
