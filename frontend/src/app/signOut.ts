import type { QueryClient } from "@tanstack/react-query";
import { dropAllDrafts } from "../lib/drafts";
import { sendRequest, setRequestContext } from "../lib/http";
import { problemFrom } from "../lib/problem";
import { forgetRecents } from "../lib/recents";

/** Ends the session here, forgets drafts of this browser and goes to sign-in. */
export async function signOut(queries: QueryClient): Promise<void> {
  const response = await sendRequest("/_allauth/browser/v1/auth/session", { method: "DELETE" });
  // 401 is the expected answer: it says that nobody is signed in any more.
  if (!response.ok && response.status !== 401) throw await problemFrom(response);
  dropAllDrafts();
  forgetRecents();
  setRequestContext({ seeAs: null });
  queries.clear();
  window.location.assign("/login");
}
