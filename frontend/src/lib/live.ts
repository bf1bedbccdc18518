import type { QueryClient } from "@tanstack/react-query";

/** What the server tells about a change: ids only, the queries fetch the rest. */
export interface LiveEvent {
  kind: string;
  object: string;
  id: string;
  [detail: string]: unknown;
}

/** Passed between tabs; `resync` says that events were missed and everything on screen is to be read again. */
type Message = { type: "event"; event: LiveEvent } | { type: "resync" };
type Listener = (event: LiveEvent) => void;

const listeners = new Set<Listener>();
const GATHER_MS = 150;
/** A colleague's import tells thousands of events: lists are read again at most this often. */
const BETWEEN_READS_MS = 2_000;
/** Changes of these change what the person may see and how the app looks. */
const PERSONAL: ReadonlySet<string> = new Set(["workspace", "member", "role", "user"]);
const RETRY_MS = [2_000, 5_000, 15_000, 60_000];

/** Hears every live event of the workspace (import progress, …); returns the way to stop. */
export function onLiveEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function parse(text: string): LiveEvent | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" && "object" in value ? (value as LiveEvent) : null;
  } catch {
    return null;
  }
}

/**
 * Marks as stale what events touch. Convention of query keys: `[object, …]` for lists, boards and records, `["timeline",
 * object, id]` for histories, which also tell what happened to related records.
 */
function makeInvalidator(queries: QueryClient): { note: (event: LiveEvent) => void; stop: () => void } {
  const objects = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastRead = 0;
  const read = () => {
    timer = null;
    lastRead = Date.now();
    for (const object of objects) void queries.invalidateQueries({ queryKey: [object] });
    void queries.invalidateQueries({ queryKey: ["timeline"] });
    if ([...objects].some((object) => PERSONAL.has(object)))
      void queries.invalidateQueries({ queryKey: ["session"] });
    objects.clear();
  };
  return {
    note: (event) => {
      objects.add(event.object);
      if (timer !== null) return;
      timer = setTimeout(read, Math.max(GATHER_MS, BETWEEN_READS_MS - (Date.now() - lastRead)));
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Reads the stream until stopped; a refused stream (server restarting) is asked again, ever more slowly. */
function readStream(
  workspaceId: string,
  tell: (message: Message) => void,
  onRefused: () => void,
  signal: AbortSignal,
): Promise<void> {
  // Stopped between the wait for the lock and its grant: nobody listens any more.
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let failures = 0;
    const connect = () => {
      source = new EventSource(`/events?workspace=${workspaceId}`);
      source.addEventListener("change", (message) => {
        const event = parse((message as MessageEvent<string>).data);
        if (event) tell({ type: "event", event });
      });
      source.addEventListener("resync", () => tell({ type: "resync" }));
      source.onopen = () => {
        // Events told while the line was down are gone.
        if (failures > 0) tell({ type: "resync" });
        failures = 0;
      };
      source.onerror = () => {
        const delay = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0;
        failures += 1;
        // The browser tries again by itself, except after a refusal.
        if (source?.readyState !== EventSource.CLOSED) return;
        onRefused();
        timer = setTimeout(connect, delay);
      };
    };
    connect();
    signal.addEventListener("abort", () => {
      source?.close();
      if (timer !== null) clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Keeps one event stream per browser and workspace: the tab holding the lock reads it and tells the others. Returns the
 * way to stop.
 */
export function startLiveEvents(workspaceId: string, queries: QueryClient): () => void {
  const name = `sillage-live:${workspaceId}`;
  const channel = new BroadcastChannel(name);
  const invalidator = makeInvalidator(queries);
  const abort = new AbortController();
  const hear = (message: Message) => {
    if (message.type === "resync") {
      void queries.invalidateQueries();
      return;
    }
    invalidator.note(message.event);
    for (const listener of listeners) listener(message.event);
  };
  const tell = (message: Message) => {
    channel.postMessage(message);
    hear(message);
  };
  // A session ended elsewhere closes the stream first: asking who is signed in leads to the door.
  const onRefused = () => void queries.invalidateQueries({ queryKey: ["session"] });
  channel.onmessage = (message) => hear(message.data as Message);
  navigator.locks
    .request(name, { signal: abort.signal }, () => readStream(workspaceId, tell, onRefused, abort.signal))
    // Leaving the page while waiting for the lock is no failure.
    .catch(() => undefined);
  return () => {
    abort.abort();
    invalidator.stop();
    channel.close();
  };
}
