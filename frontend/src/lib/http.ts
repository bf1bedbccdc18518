import { Problem, problemFrom } from "./problem";

const UNSAFE = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const RETRY_DELAYS_MS = [300, 1_200];

interface RequestContext {
  workspaceId: string | null;
  seeAs: string | null;
  language: string;
  onUnauthenticated: (() => void) | null;
}

const SEE_AS_KEY = "sillage-see-as";

/** The workspace of the address: looking as a colleague holds in that one only. */
const addressWorkspace = () => /^\/w\/([^/]+)/.exec(window.location.pathname)?.[1] ?? "";

const context: RequestContext = { workspaceId: null, seeAs: null, language: "fr", onUnauthenticated: null };

/** Sets what every request carries: workspace, "see as", language; and who hears that the session ended. */
export function setRequestContext(change: Partial<RequestContext>): void {
  Object.assign(context, change);
  if (!("seeAs" in change)) return;
  // Kept for this tab, so that a reload does not silently give back one's own rights under a colleague's name.
  if (change.seeAs) sessionStorage.setItem(SEE_AS_KEY, `${addressWorkspace()} ${change.seeAs}`);
  else sessionStorage.removeItem(SEE_AS_KEY);
}

/** Goes on looking as the colleague chosen before a reload, in the same workspace of the same tab. */
export function resumeSeeAs(): void {
  const [workspace, member] = (sessionStorage.getItem(SEE_AS_KEY) ?? "").split(" ");
  if (member && workspace === addressWorkspace()) context.seeAs = member;
  else sessionStorage.removeItem(SEE_AS_KEY);
}

/** Whether requests are made as seen by a colleague. */
export const isSeeingAs = (): boolean => context.seeAs !== null;

/** The workspace every request is made for; null before sign-in. */
export function currentWorkspaceId(): string | null {
  return context.workspaceId;
}

// A write whose outcome is unknown keeps its key here, so that the person's own retry cannot do it twice.
const pendingKeys = new Map<string, string>();

function readCookie(name: string): string | null {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
}

async function fingerprint(request: Request): Promise<string> {
  const type = request.headers.get("Content-Type") ?? "";
  // Files are not read again for a fingerprint: each attempt of an upload is its own.
  const body = type.includes("multipart") ? crypto.randomUUID() : await request.clone().text();
  return `${request.method} ${request.url} ${context.workspaceId} ${body}`;
}

/** Headers every request carries; exported for uploads, which need `XMLHttpRequest` to tell their progress. */
export function commonHeaders(method: string): Record<string, string> {
  const headers: Record<string, string> = { "Accept-Language": context.language };
  if (context.workspaceId) headers["X-Workspace"] = context.workspaceId;
  if (context.seeAs && method === "GET") headers["X-See-As"] = context.seeAs;
  const csrf = readCookie("csrftoken");
  if (csrf && UNSAFE.has(method)) headers["X-CSRFToken"] = csrf;
  return headers;
}

function decorate(request: Request): void {
  for (const [name, value] of Object.entries(commonHeaders(request.method))) {
    if (name !== "X-Workspace" || !request.headers.has(name)) request.headers.set(name, value);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Tries again only when no answer came at all; the key makes that safe for writes. */
async function sendWithRetries(request: Request): Promise<Response> {
  for (const delay of [...RETRY_DELAYS_MS, null]) {
    try {
      return await fetch(request.clone());
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (delay === null) break;
      await pause(delay);
    }
  }
  throw new Problem({ status: 0, code: navigator.onLine ? "unreachable" : "offline" });
}

/** Sends with CSRF, workspace, language and idempotency key. Refusals come back as they are; silence throws. */
export async function sendRequest(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input instanceof URL ? input.href : input, {
    credentials: "same-origin",
    ...init,
  });
  decorate(request);
  if (!UNSAFE.has(request.method)) return sendWithRetries(request);
  const identity = await fingerprint(request);
  const key = request.headers.get("Idempotency-Key") ?? pendingKeys.get(identity) ?? crypto.randomUUID();
  pendingKeys.set(identity, key);
  request.headers.set("Idempotency-Key", key);
  const response = await sendWithRetries(request);
  if (response.status < 500) pendingKeys.delete(identity);
  return response;
}

/** Looking as a colleague never writes: the server would take the write for the person's own. */
export function refuseWhileSeeingAs(method: string): void {
  if (context.seeAs && UNSAFE.has(method.toUpperCase())) throw new Problem({ status: 403, code: "see_as" });
}

/** The way to the API, also the `fetch` of the generated client: every refusal is thrown as `Problem`. */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  refuseWhileSeeingAs(init?.method ?? (input instanceof Request ? input.method : "GET"));
  const response = await sendRequest(input, init);
  if (response.ok) return response;
  if (response.status === 401) context.onUnauthenticated?.();
  throw await problemFrom(response);
}

/** An answer with the change set that undoes it, when the write was undoable. */
export interface Written<T> {
  data: T;
  changeSetId: string | null;
}

/** The change set named by an answer (header `X-Change-Set`), or null. */
export function changeSetOf(response: Response | undefined): string | null {
  return response?.headers.get("X-Change-Set") ?? null;
}

/** Turns an answer of the generated client into data plus change set. */
export async function written<T>(call: Promise<{ data: T; response: Response }>): Promise<Written<T>> {
  const { data, response } = await call;
  return { data, changeSetId: changeSetOf(response) };
}

/** A plain JSON request to `path` (from the root of the site), for the few calls outside the generated client. */
export async function requestJson<T>(method: string, path: string, body?: unknown): Promise<Written<T>> {
  const response = await apiFetch(new URL(path, window.location.origin), {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = response.status === 204 ? "" : await response.text();
  return { data: (text ? JSON.parse(text) : null) as T, changeSetId: changeSetOf(response) };
}

/** Undoes a change set; the answer lists what could not be undone because it changed since. */
export async function undoChangeSet(id: string): Promise<{ undone: number; conflicts: unknown[] }> {
  const answer = await requestJson<{ undone: number; conflicts: unknown[] }>(
    "POST",
    `/api/v1/change-sets/${id}/undo`,
  );
  return answer.data;
}
