import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { useDealMessages } from "../messages";
import type { EditedStage } from "./stageDrafts";

interface RemoveStageDialogProps {
  stage: EditedStage;
  /** Stages its deals may go to. */
  others: EditedStage[];
  /** The stage before it, where its deals most likely belong. */
  suggested: string | undefined;
  onClose: () => void;
  onConfirm: (moveTo: string) => void;
}

/** Asks where the deals of a removed stage go. */
export function RemoveStageDialog({ stage, others, suggested, onClose, onConfirm }: RemoveStageDialogProps) {
  const t = useDealMessages();
  const [target, setTarget] = useState(suggested ?? others[0]?.id ?? "");
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("pipelines.removeTitle", { name: stage.name })}
      text={t("pipelines.removeText")}
      preview={
        <NativeSelect
          mt={12}
          label={t("pipelines.removeTo")}
          value={target}
          data={others.map((other) => ({ value: other.id ?? "", label: other.name }))}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
      }
      confirm={t("pipelines.removeConfirm")}
      disabled={!target}
      danger
      onConfirm={() => onConfirm(target)}
    />
  );
}
