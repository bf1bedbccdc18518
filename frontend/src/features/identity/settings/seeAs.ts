import { useQueryClient } from "@tanstack/react-query";
import { useGo } from "../../../lib/address";
import { setRequestContext } from "../../../lib/http";
import { sessionQuery } from "../../../lib/session";
import { notifyProblem } from "../../../ui/toasts";

/** Looks at Sillage as a colleague, read-only; the frame's banner shows it and ends it. */
export function useSeeAs(): (memberId: string) => Promise<void> {
  const queries = useQueryClient();
  const go = useGo();
  return async (memberId) => {
    setRequestContext({ seeAs: memberId });
    try {
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    } catch (error) {
      setRequestContext({ seeAs: null });
      notifyProblem(error);
      return;
    }
    // What was read with one's own rights must not show under the colleague's name.
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
    go("/");
  };
}
