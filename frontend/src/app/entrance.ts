import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { isSeeingAs, requestJson, setRequestContext } from "../lib/http";
import { changeLanguage, currentLanguage } from "../lib/i18n";
import { asProblem } from "../lib/problem";
import { type Session, sessionQuery } from "../lib/session";

/** Sends to sign-in, or to the welcome of a fresh installation. */
async function leadToDoor(next: string): Promise<never> {
  const setup = await requestJson<{ needed: boolean }>("GET", "/api/v1/setup")
    .then((answer) => answer.data)
    .catch(() => null);
  if (setup?.needed) throw redirect({ to: "/welcome" as never });
  throw redirect({ to: "/login" as never, search: (next === "/" ? {} : { next }) as never });
}

async function readSession(queries: QueryClient, here: string): Promise<Session> {
  try {
    return await queries.ensureQueryData(sessionQuery);
  } catch (error) {
    const { status } = asProblem(error);
    // The colleague left, or one may no longer look as him: back to one's own view.
    if (isSeeingAs() && (status === 403 || status === 404)) {
      setRequestContext({ seeAs: null });
      return readSession(queries, here);
    }
    if (status === 401) return leadToDoor(here);
    throw error;
  }
}

async function apply(session: Session): Promise<void> {
  setRequestContext({ workspaceId: session.workspace?.id ?? null, language: session.user.language });
  if (session.user.language !== currentLanguage()) await changeLanguage(session.user.language);
}

/** From `/`: to the person's last workspace, to sign-in, or to the welcome. */
export async function enterFromRoot(queries: QueryClient): Promise<void> {
  const session = await readSession(queries, "/");
  await apply(session);
  const slug = session.workspace?.slug ?? session.workspaces[0]?.slug;
  if (slug) throw redirect({ to: `/w/${slug}` as never, replace: true });
}

/** Before any page of a workspace: session loaded, workspace of the address chosen, language set. */
export async function enterWorkspace(queries: QueryClient, slug: string, here: string): Promise<Session> {
  let session = await readSession(queries, here);
  if (session.workspace?.slug !== slug) {
    const wanted = session.workspaces.find((workspace) => workspace.slug === slug);
    if (!wanted) throw redirect({ to: "/" as never, replace: true });
    await requestJson("POST", `/api/v1/workspaces/${wanted.id}/switch`);
    setRequestContext({ workspaceId: wanted.id });
    // Nothing read in one workspace may show in another.
    queries.clear();
    session = await queries.fetchQuery(sessionQuery);
  }
  await apply(session);
  return session;
}
