import { ActionIcon, Button, Menu } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconDots, IconLink, IconRotate, IconTrash, IconX } from "@tabler/icons-react";
import { useWorkspacePath } from "../../../lib/address";
import { useUiMessages } from "../../../ui/messages";
import { notifyDone } from "../../../ui/toasts";
import { useDealMessages } from "../messages";
import type { LoadedDealRecord } from "./useDealRecord";

/** Won, lost, or open again. */
export function OutcomeButtons({ record, grow = false }: { record: LoadedDealRecord; grow?: boolean }) {
  const t = useDealMessages();
  const { deal, stages, canEdit, moveTo } = record;
  const won = stages.find((stage) => stage.kind === "won");
  const lost = stages.find((stage) => stage.kind === "lost");
  const first = stages.find((stage) => stage.kind === "open");
  if (!canEdit) return null;
  if (deal.status !== "open") {
    return first ? (
      <Button
        variant="default"
        flex={grow ? 1 : undefined}
        leftSection={<IconRotate size={16} stroke={1.75} />}
        onClick={() => moveTo(first.id)}
      >
        {t("record.reopen")}
      </Button>
    ) : null;
  }
  return (
    <>
      {lost ? (
        <Button
          variant="default"
          flex={grow ? 1 : undefined}
          leftSection={<IconX size={16} stroke={1.75} />}
          onClick={() => moveTo(lost.id)}
        >
          {t("record.lose")}
        </Button>
      ) : null}
      {won ? (
        <Button
          variant="default"
          flex={grow ? 1 : undefined}
          leftSection={<IconCheck size={16} stroke={1.75} color="var(--sl-green)" />}
          onClick={() => moveTo(won.id)}
        >
          {t("record.win")}
        </Button>
      ) : null}
    </>
  );
}

/** What else can be done with a deal. */
export function DealMenu({ record, place }: { record: LoadedDealRecord; place: "page" | "panel" }) {
  const t = useDealMessages();
  const ui = useUiMessages();
  const path = useWorkspacePath();
  const clipboard = useClipboard();
  const { deal, canDelete, remove } = record;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("record.more")}>
          <IconDots size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconLink size={16} stroke={1.75} />}
          onClick={() => {
            clipboard.copy(`${window.location.origin}${path(`/deals/${deal.id}`)}`);
            notifyDone(ui("action.copied"));
          }}
        >
          {t("record.copyLink")}
        </Menu.Item>
        {canDelete ? (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.75} />}
            onClick={() => void remove(place)}
          >
            {t("record.delete")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
