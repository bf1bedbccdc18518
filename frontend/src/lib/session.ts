import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { PresentWorkspaceOut, SessionOut, UserOut } from "../api";
import { getSession, updateMe as sendMe } from "../api";

export type Session = SessionOut;
export type SessionUser = UserOut;
export type Workspace = PresentWorkspaceOut;
export type Language = UserOut["language"];
export type Theme = UserOut["theme"];
export type Density = UserOut["density"];
export type PermissionScope = SessionOut["permissions"][string];

/** The signed-in person, workspace and permissions. A 401 means nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  // Without the abort signal: the door of the app awaits this query while components come and go around it.
  queryFn: async () => (await getSession()).data,
  staleTime: 5 * 60_000,
  retry: false,
});

/** The session inside a signed-in page, where it is always loaded before the page is shown. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useSession is used outside a signed-in page");
  return data;
}

/** The session where somebody may not be signed in yet. */
export function useOptionalSession(): Session | null {
  return useQuery({ ...sessionQuery, enabled: false }).data ?? null;
}

/** Answers whether the person holds a permission (`"deal.edit"`), in any scope. */
export function useCan(): (permission: string) => boolean {
  const session = useOptionalSession();
  return (permission) => session !== null && permission in session.permissions;
}

/** Saves the person's own settings; the session follows at once. */
export async function updateMe(
  queries: QueryClient,
  change: Partial<Omit<SessionUser, "id" | "email">>,
): Promise<void> {
  const before = queries.getQueryData(sessionQuery.queryKey);
  if (before) queries.setQueryData(sessionQuery.queryKey, { ...before, user: { ...before.user, ...change } });
  try {
    await sendMe({ body: change });
  } catch (error) {
    if (before) queries.setQueryData(sessionQuery.queryKey, before);
    throw error;
  }
}
