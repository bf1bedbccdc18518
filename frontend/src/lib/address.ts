import { useLocation, useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export type UrlState = Record<string, unknown>;

/** Paths of the workspace on screen: `path("/contacts")` is `/w/nordet/contacts`. */
export function useWorkspacePath(): (path: string) => string {
  const { workspace } = useParams({ strict: false }) as { workspace?: string };
  return useCallback((path: string) => `/w/${workspace ?? ""}${path}`, [workspace]);
}

/** Goes to a path of the workspace on screen; the search part is replaced. */
export function useGo(): (path: string, search?: UrlState) => void {
  const navigate = useNavigate();
  const path = useWorkspacePath();
  return useCallback(
    (to: string, search: UrlState = {}) => void navigate({ to: path(to), search: search as never }),
    [navigate, path],
  );
}

/** Loads the code and data of a page before it is asked for (hover, focus). */
export function usePreload(): (path: string) => void {
  const router = useRouter();
  const path = useWorkspacePath();
  return useCallback(
    (to: string) => void router.preloadRoute({ to: path(to) as never }).catch(() => undefined),
    [router, path],
  );
}

/** A parameter of the path (`$dealId`). */
export function useRouteParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  return params[name] ?? "";
}

/**
 * State kept in the address bar: filters, sort, tab, view. `undefined` or the default removes a key. Writing replaces
 * the history entry unless `push` is asked.
 */
export function useUrlState<T extends UrlState>(
  defaults: T,
): [T, (change: Partial<T>, options?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as UrlState;
  const navigate = useNavigate();
  const value = Object.fromEntries(
    Object.keys(defaults).map((key) => [key, search[key] ?? defaults[key]]),
  ) as T;
  const write = useCallback(
    (change: Partial<T>, options?: { push?: boolean }) => {
      void navigate({
        to: ".",
        replace: !options?.push,
        search: ((previous: UrlState) => {
          const next: UrlState = { ...previous, ...change };
          for (const [key, entry] of Object.entries(next)) {
            if (entry === undefined || entry === null || entry === "") delete next[key];
          }
          return next;
        }) as never,
      });
    },
    [navigate],
  );
  return [value, write];
}

export interface OpenPanel {
  object: string;
  id: string;
}

/** The record panel named by `?panel=contact:<id>`, and how to open or close it. */
export function usePanel(): {
  panel: OpenPanel | null;
  open: (object: string, id: string) => void;
  close: () => void;
} {
  const [{ panel: text }, write] = useUrlState({ panel: "" as string | undefined });
  const isOpen = Boolean(text);
  const [object = "", id = ""] = (text ?? "").split(":");
  return {
    panel: object && id ? { object, id } : null,
    // Opening is a step of its own for the back button; walking from record to record is not.
    open: useCallback(
      (kind, record) => write({ panel: `${kind}:${record}` }, { push: !isOpen }),
      [write, isOpen],
    ),
    close: useCallback(() => write({ panel: undefined }), [write]),
  };
}

/** The path on screen without `/w/<slug>`. */
export function useLocalPath(): string {
  const { pathname } = useLocation();
  return pathname.replace(/^\/w\/[^/]+/, "") || "/";
}
