import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconPlus, IconSelector } from "@tabler/icons-react";
import classes from "./AppFrame.module.css";
import { Logo } from "./Logo";
import { useUiMessages } from "./messages";

export interface WorkspaceMenuProps {
  current: { id: string; name: string };
  all: { id: string; name: string }[];
  onSwitch: (id: string) => void;
  /** Absent when the person may not open another workspace. */
  onCreate?: () => void;
}

/** Name of the workspace and the others the person belongs to. */
export function WorkspaceMenu({
  current,
  all,
  onSwitch,
  onCreate,
  rail,
}: WorkspaceMenuProps & { rail: boolean }) {
  const t = useUiMessages();
  return (
    <Menu width={240} position="bottom-start">
      <Menu.Target>
        <UnstyledButton
          className={classes.workspace}
          aria-label={`${t("frame.switchWorkspace")}, ${current.name}`}
          title={rail ? current.name : undefined}
        >
          <Logo />
          {rail ? null : <span className="truncate">{current.name}</span>}
          {rail ? null : <IconSelector size={16} stroke={1.75} className={classes.chevron} />}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("frame.switchWorkspace")}</Menu.Label>
        {all.map((workspace) => (
          <Menu.Item
            key={workspace.id}
            onClick={() => onSwitch(workspace.id)}
            rightSection={workspace.id === current.id ? <IconCheck size={16} stroke={1.75} /> : null}
          >
            {workspace.name}
          </Menu.Item>
        ))}
        {onCreate ? (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPlus size={16} stroke={1.75} />} onClick={onCreate}>
              {t("frame.newWorkspace")}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
