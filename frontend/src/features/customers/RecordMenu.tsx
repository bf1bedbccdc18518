import { ActionIcon, Menu } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconDots, IconLink, IconTrash } from "@tabler/icons-react";
import { useWorkspacePath } from "../../lib/address";
import { useUiMessages } from "../../ui/messages";
import { notifyDone } from "../../ui/toasts";
import { useCustomerMessages } from "./messages";

interface RecordMenuProps {
  /** Full page, after `/w/<slug>`. */
  path: string;
  canDelete: boolean;
  onDelete: () => void;
}

/** What else can be done with a contact or organisation. */
export function RecordMenu({ path, canDelete, onDelete }: RecordMenuProps) {
  const t = useCustomerMessages();
  const ui = useUiMessages();
  const inWorkspace = useWorkspacePath();
  const clipboard = useClipboard();
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
            clipboard.copy(`${window.location.origin}${inWorkspace(path)}`);
            notifyDone(ui("action.copied"));
          }}
        >
          {t("record.copyLink")}
        </Menu.Item>
        {canDelete ? (
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.75} />} onClick={onDelete}>
            {t("record.delete")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
