import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { translate } from "../../../lib/i18n";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { deleteDeal, refreshDeals } from "./queries";

const say = (key: string, values?: Record<string, string | number>) => translate("deals", key, values);

/** Puts deals into the trash, several as one change that one click undoes. */
export function useDeleteDeals() {
  const queries = useQueryClient();
  const remove = useCallback(
    async (ids: string[]) => {
      const results = await Promise.allSettled(ids.map((id) => deleteDeal(id)));
      const done = results.filter((result) => result.status === "fulfilled").map((result) => result.value);
      const refused = results.find((result) => result.status === "rejected");
      if (done.length > 0) {
        notifyUndo(
          say("table.deleted", { count: done.length }),
          done.map((written) => written.changeSetId),
        );
      }
      if (refused) notifyProblem(refused.reason);
      await refreshDeals(queries);
    },
    [queries],
  );
  return { remove };
}
