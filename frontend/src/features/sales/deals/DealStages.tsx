import { useFormat } from "../../../lib/format";
import { StageBar } from "../../../ui/record/StageBar";
import { useDealMessages } from "../messages";
import type { LoadedDealRecord } from "./useDealRecord";

/** The stages of a deal; the lost one only shows once the deal is lost. */
export function DealStages({ record }: { record: LoadedDealRecord }) {
  const t = useDealMessages();
  const format = useFormat();
  const { deal, stages, canEdit, moveTo } = record;
  if (stages.length === 0) return <div style={{ height: 36 }} />;
  const days = Math.max(0, -format.daysFromToday(deal.stage_entered_at));
  return (
    <StageBar
      current={deal.stage_id}
      onMove={canEdit ? moveTo : undefined}
      stages={stages
        .filter((stage) => stage.kind !== "lost" || stage.id === deal.stage_id)
        .map((stage) => ({
          id: stage.id,
          name: stage.name,
          kind: stage.kind,
          detail:
            stage.id === deal.stage_id && deal.status === "open"
              ? t("record.daysHere", { count: days })
              : undefined,
        }))}
    />
  );
}
