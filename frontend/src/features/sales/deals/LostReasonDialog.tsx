import { Button, Chip, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useUiMessages } from "../../../ui/messages";
import { useDealMessages } from "../messages";

interface LostReasonDialogProps {
  name: string;
  onCancel: () => void;
  onSubmit: (reason: string) => void;
}

const READY = ["price", "competitor", "budget", "silence", "dropped"] as const;

/** Asks why a deal is lost before it leaves the open ones. */
export function LostReasonDialog({ name, onCancel, onSubmit }: LostReasonDialogProps) {
  const t = useDealMessages();
  const ui = useUiMessages();
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) onSubmit(reason.trim());
    else setRefused(true);
  };
  return (
    <Modal opened onClose={onCancel} title={t("lost.title")} size={480}>
      <form onSubmit={submit} noValidate>
        <Stack gap={12}>
          <Text size="sm" c="var(--sl-text-2)">
            {t("lost.text", { name })}
          </Text>
          <Chip.Group value={reason} onChange={(value) => setReason(value as string)}>
            <Group gap={6}>
              {READY.map((key) => (
                <Chip key={key} value={t(`lost.${key}`)} size="xs" variant="outline">
                  {t(`lost.${key}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <TextInput
            label={t("lost.reason")}
            value={reason}
            maxLength={200}
            data-autofocus
            required
            error={refused && !reason.trim() ? t("lost.needed") : null}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group gap={8} mt={8}>
            <Button type="submit">{t("lost.submit")}</Button>
            <Button variant="subtle" onClick={onCancel}>
              {ui("action.cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
