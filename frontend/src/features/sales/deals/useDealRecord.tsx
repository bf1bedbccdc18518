import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { useGo, usePanel } from "../../../lib/address";
import { translate } from "../../../lib/i18n";
import { rememberRecord } from "../../../lib/recents";
import { useCan } from "../../../lib/session";
import { useRecordSave } from "../../../ui/record/useRecordSave";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { pipelinesQuery, type Stage } from "../pipelines/queries";
import { type Deal, dealQuery, deleteDeal, refreshDeals, updateDeal } from "./queries";
import { useStageChange } from "./useStageChange";

const NO_STAGES: Stage[] = [];

/** A deal on its page or panel: its data, what may be done, and how fields are saved. */
export function useDealRecord(id: string) {
  const queries = useQueryClient();
  const can = useCan();
  const go = useGo();
  const { close } = usePanel();
  const { data: deal, error, refetch } = useQuery(dealQuery(id));
  const { data: pipelines } = useQuery(pipelinesQuery);
  const pipeline = pipelines?.find((candidate) => candidate.id === deal?.pipeline_id);
  const stages = pipeline?.stages ?? NO_STAGES;
  const { change, dialog: lostDialog } = useStageChange(stages);
  const queryKey = useMemo(() => ["deal", id], [id]);
  const send = useCallback(
    (version: number, values: Record<string, unknown>) => updateDeal(id, version, values),
    [id],
  );
  const { save, dialog: conflictDialog } = useRecordSave<Deal>({
    queryKey,
    object: "deal",
    name: deal?.name ?? "",
    send,
  });
  const name = deal?.name;
  const company = deal?.organisation_name;
  useEffect(() => {
    if (name) rememberRecord({ object: "deal", id, title: name, subtitle: company ?? "" });
  }, [id, name, company]);

  const remove = async (leave: "page" | "panel") => {
    if (!deal) return;
    if (leave === "panel") close();
    else go(`/pipeline/${deal.pipeline_id}`);
    try {
      const { changeSetId } = await deleteDeal(id);
      notifyUndo(translate("deals", "record.deleted", { name: deal.name }), changeSetId);
    } catch (failure) {
      notifyProblem(failure);
    }
    await refreshDeals(queries);
  };

  return {
    deal,
    error,
    refetch,
    stages,
    pipeline,
    canEdit: can("deal.edit"),
    canDelete: can("deal.delete"),
    save,
    remove,
    moveTo: (stageId: string) => deal && change(deal, stageId),
    dialogs: (
      <>
        {lostDialog}
        {conflictDialog}
      </>
    ),
  };
}

export type DealRecord = ReturnType<typeof useDealRecord>;
/** The record once it is loaded. */
export type LoadedDealRecord = DealRecord & { deal: Deal };
