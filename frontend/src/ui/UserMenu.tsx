import { Menu, UnstyledButton } from "@mantine/core";
import { IconKeyboard, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import classes from "./AppFrame.module.css";
import { Avatar } from "./Avatar";
import { Keys } from "./Keys";
import { useUiMessages } from "./messages";

export interface UserMenuProps {
  name: string;
  detail: string;
  dark: boolean;
  onAccount: () => void;
  onToggleTheme: () => void;
  onShortcuts: () => void;
  onSignOut: () => void;
}

/** The person at the bottom of the sidebar, with account, theme, shortcuts and sign-out. */
export function UserMenu(props: UserMenuProps & { rail: boolean }) {
  const t = useUiMessages();
  const ThemeIcon = props.dark ? IconSun : IconMoon;
  return (
    <Menu width={224} position="top-start">
      <Menu.Target>
        <UnstyledButton
          className={classes.user}
          aria-label={props.rail ? t("frame.userMenu", { name: props.name }) : undefined}
        >
          <Avatar name={props.name} size={28} />
          {props.rail ? null : (
            <span className="truncate">
              <span className={`${classes.userName} truncate`}>{props.name}</span>
              <br />
              <span className={classes.userRole}>{props.detail}</span>
            </span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCircle size={16} stroke={1.75} />} onClick={props.onAccount}>
          {t("frame.account")}
        </Menu.Item>
        <Menu.Item leftSection={<ThemeIcon size={16} stroke={1.75} />} onClick={props.onToggleTheme}>
          {t("frame.theme")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={16} stroke={1.75} />}
          rightSection={<Keys keys="?" />}
          onClick={props.onShortcuts}
        >
          {t("frame.shortcuts")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={props.onSignOut}>
          {t("frame.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
