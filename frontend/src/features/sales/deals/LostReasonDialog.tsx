import { Button, Chip, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useUiMessages } from "../../../ui/messages";
import { useDealMessages } from "../messages";
import { lossReasonsQuery } from "../pipelines/queries";
import type { DealChange } from "./queries";

interface LostReasonDialogProps {
  name: string;
  onCancel: () => void;
  onSubmit: (values: DealChange) => void;
}

/** Asks why a deal is lost before it leaves the open ones: a reason of the list, words, or both. */
export function LostReasonDialog({ name, onCancel, onSubmit }: LostReasonDialogProps) {
  const t = useDealMessages();
  const ui = useUiMessages();
  const { data: reasons } = useQuery(lossReasonsQuery);
  const [reason, setReason] = useState("");
  const [words, setWords] = useState("");
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reason && !words.trim()) {
      setRefused(true);
      return;
    }
    onSubmit({
      loss_reason_id: reason || null,
      lost_reason: words.trim() || null,
    });
  };
  return (
    <Modal opened onClose={onCancel} title={t("lost.title")} size={480}>
      <form onSubmit={submit} noValidate>
        <Stack gap={12}>
          <Text size="sm" c="var(--sl-text-2)">
            {t("lost.text", { name })}
          </Text>
          <Chip.Group value={reason} onChange={(value) => setReason(value as string)}>
            <Group gap={6} role="group" aria-label={t("lost.reason")}>
              {reasons?.map((each) => (
                <Chip key={each.id} value={each.id} size="xs" variant="outline">
                  {each.name}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <TextInput
            label={t("lost.words")}
            value={words}
            maxLength={200}
            data-autofocus
            error={refused && !reason && !words.trim() ? t("lost.needed") : null}
            onChange={(event) => setWords(event.currentTarget.value)}
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
