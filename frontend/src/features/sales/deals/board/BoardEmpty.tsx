import { Button } from "@mantine/core";
import { IconLayoutKanban } from "@tabler/icons-react";
import { useGo } from "../../../../lib/address";
import { useCan } from "../../../../lib/session";
import { openCreate } from "../../../../lib/stores";
import { EmptyState } from "../../../../ui/EmptyState";
import { useDealMessages } from "../../messages";

interface BoardEmptyProps {
  pipelineId: string;
  mine: boolean;
  canCreate: boolean;
  onShowAll: (() => void) | null;
}

/** A pipeline without deals, and the first thing to do. */
export function BoardEmpty({ pipelineId, mine, canCreate, onShowAll }: BoardEmptyProps) {
  const t = useDealMessages();
  const can = useCan();
  const go = useGo();
  const elsewhere = mine && onShowAll !== null;
  return (
    <EmptyState
      icon={IconLayoutKanban}
      title={t(elsewhere ? "board.emptyMineTitle" : "board.emptyTitle")}
      text={t(elsewhere ? "board.emptyMineText" : "board.emptyText")}
      actions={
        <>
          {canCreate ? (
            <Button onClick={() => openCreate("deal", { pipeline_id: pipelineId })}>{t("create")}</Button>
          ) : null}
          {elsewhere ? (
            <Button variant="default" onClick={onShowAll}>
              {t("board.showAll")}
            </Button>
          ) : null}
          {!elsewhere && can("import.run") ? (
            <Button variant="default" onClick={() => go("/imports/new", { object: "deal" })}>
              {t("board.importFile")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
