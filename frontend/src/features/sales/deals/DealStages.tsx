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
  // Time spent in the stages before, over every stay.
  const spent = (stageId: string) => {
    const stays = deal.stays.filter((stay) => stay.stage_id === stageId && stay.left_at !== null);
    const ms = stays.reduce(
      (sum, stay) => sum + (Date.parse(stay.left_at ?? "") - Date.parse(stay.entered_at)),
      0,
    );
    return stays.length > 0 ? t("record.daysHere", { count: Math.round(ms / 86_400_000) }) : undefined;
  };
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
              : stage.id === deal.stage_id
                ? undefined
                : spent(stage.id),
        }))}
    />
  );
}
