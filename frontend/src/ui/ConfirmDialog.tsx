import { Button, Group, Modal, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useUiMessages } from "./messages";
import { notifyProblem } from "./toasts";

export interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in one sentence. */
  text?: ReactNode;
  /** What exactly is touched: counts, names, values. */
  preview?: ReactNode;
  /** A verb: "Supprimer 3 contacts". */
  confirm: string;
  /** The act takes something away. */
  danger?: boolean;
  disabled?: boolean;
  onConfirm: () => Promise<unknown> | unknown;
}

/** Asks before what cannot be undone at once, and shows what would change. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, onClose, title, text, preview, confirm, danger, disabled, onConfirm } = props;
  const t = useUiMessages();
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      notifyProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={440}>
      {text ? (
        <Text size="sm" c="var(--sl-text-2)">
          {text}
        </Text>
      ) : null}
      {preview}
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button
          color={danger ? "red" : undefined}
          onClick={() => void act()}
          loading={busy}
          disabled={disabled}
          data-autofocus
        >
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
