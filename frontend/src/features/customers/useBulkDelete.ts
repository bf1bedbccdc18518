import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Written } from "../../lib/http";
import { translate } from "../../lib/i18n";
import { notifyProblem, notifyUndo } from "../../ui/toasts";

/** Puts records into the trash, several as one act that one click takes back. */
export function useBulkDelete(
  object: "contact" | "organisation",
  send: (id: string) => Promise<Written<unknown>>,
) {
  const queries = useQueryClient();
  return useCallback(
    async (ids: string[]) => {
      const results = await Promise.allSettled(ids.map(send));
      const done = results.filter((result) => result.status === "fulfilled").map((result) => result.value);
      const refused = results.find((result) => result.status === "rejected");
      if (done.length > 0) {
        const key = object === "contact" ? "list.contactsDeleted" : "list.organisationsDeleted";
        notifyUndo(
          translate("customers", key, { count: done.length }),
          done.map((written) => written.changeSetId),
        );
      }
      if (refused) notifyProblem(refused.reason);
      await queries.invalidateQueries({ queryKey: [object] });
    },
    [queries, object, send],
  );
}
