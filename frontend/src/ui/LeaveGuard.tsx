import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useUiMessages } from "./messages";

/** Asks before leaving a page whose entries are not saved, by a link, the back button or closing the tab. */
export function LeaveGuard({ when }: { when: boolean }) {
  const t = useUiMessages();
  const blocker = useBlocker({
    // Filters and panels in the address bar are not a departure.
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Modal opened onClose={blocker.reset} title={t("leave.title")} size={400}>
      <Text size="sm" c="var(--sl-text-2)">
        {t("leave.text")}
      </Text>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={blocker.proceed}>
          {t("leave.leave")}
        </Button>
        <Button onClick={blocker.reset} data-autofocus>
          {t("leave.stay")}
        </Button>
      </Group>
    </Modal>
  );
}
