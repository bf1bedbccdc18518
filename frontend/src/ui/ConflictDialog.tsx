import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useFormat } from "../lib/format";
import classes from "./ConflictDialog.module.css";
import { useUiMessages } from "./messages";

export interface ConflictDialogProps {
  opened: boolean;
  /** Person who changed it meanwhile, when known. */
  who?: string;
  /** When, as the server tells it. */
  when?: string;
  /** Field and record: "Montant, Supervision de 3 sites". */
  what: string;
  mine: ReactNode;
  theirs: ReactNode;
  /** Called with the choice; "mine" saves again over the present version. */
  onChoose: (choice: "mine" | "theirs") => void;
}

/** Two people changed the same value (412): both are shown, the person chooses. */
export function ConflictDialog({ opened, who, when, what, mine, theirs, onChoose }: ConflictDialogProps) {
  const t = useUiMessages();
  const format = useFormat();
  const [choice, setChoice] = useState<"mine" | "theirs">("mine");
  const empty = <em>{t("conflict.empty")}</em>;
  const lines = [
    { value: "mine", shown: mine, label: t("conflict.mine") },
    {
      value: "theirs",
      shown: theirs,
      label: [who ?? t("conflict.theirs"), when ? format.moment(when) : ""].filter(Boolean).join(", "),
    },
  ] as const;
  return (
    <Modal
      opened={opened}
      onClose={() => onChoose("theirs")}
      title={who ? t("conflict.title", { name: who }) : t("conflict.titleUnknown")}
      size={440}
    >
      <Text size="sm" c="var(--sl-text-2)" mb={12}>
        {what}
      </Text>
      <Radio.Group value={choice} onChange={(value) => setChoice(value as "mine" | "theirs")}>
        <Stack gap={8}>
          {lines.map((line) => (
            <Radio.Card key={line.value} value={line.value} className={classes.card}>
              <Radio.Indicator size="xs" />
              <span>
                <span className={classes.value}>{line.shown || empty}</span>
                <span className={classes.label}>{line.label}</span>
              </span>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      <Group gap={8} mt={20}>
        <Button onClick={() => onChoose(choice)} data-autofocus>
          {t(choice === "mine" ? "conflict.keepMine" : "conflict.keepTheirs")}
        </Button>
      </Group>
    </Modal>
  );
}
