import { Button, CopyButton, Group, Modal, Text } from "@mantine/core";
import { IconCopy, IconDownload } from "@tabler/icons-react";
import { useUiMessages } from "../../../ui/messages";
import classes from "./account.module.css";
import { useAccountMessages } from "./messages";

/** Shows the recovery codes, to be copied or saved as a file. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[] | null; onClose: () => void }) {
  const t = useAccountMessages();
  const ui = useUiMessages();
  const text = (codes ?? []).join("\n");
  const download = () => {
    const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = t("recovery.file");
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Modal
      opened={codes !== null}
      onClose={onClose}
      title={t("recovery.keepTitle")}
      size={440}
      closeOnClickOutside={false}
    >
      <Text size="sm" c="var(--sl-text-2)" mb={12}>
        {t("recovery.keep")}
      </Text>
      <ul className={classes.codes}>
        {(codes ?? []).map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap={8} mt={20}>
        <Button onClick={onClose} data-autofocus>
          {t("recovery.done")}
        </Button>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={<IconCopy size={16} stroke={1.75} />} onClick={copy}>
              {copied ? ui("action.copied") : t("recovery.copy")}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" leftSection={<IconDownload size={16} stroke={1.75} />} onClick={download}>
          {t("recovery.download")}
        </Button>
      </Group>
    </Modal>
  );
}
