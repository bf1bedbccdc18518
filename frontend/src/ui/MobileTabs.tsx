import { Drawer, UnstyledButton } from "@mantine/core";
import { IconLogout, IconMenu2, IconPlus, IconSearch, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { FrameItem } from "./AppFrame";
import classes from "./AppFrame.module.css";
import sheet from "./MobileSheet.module.css";
import { useUiMessages } from "./messages";
import type { UserMenuProps } from "./UserMenu";

interface MobileTabsProps {
  items: FrameItem[];
  settings: FrameItem;
  user: UserMenuProps;
  onCreate: () => void;
  onSearch: () => void;
}

function Tab({ item }: { item: FrameItem }) {
  const TabIcon = item.icon;
  return (
    <Link
      to={item.path}
      className={classes.tab}
      aria-current={item.active ? "page" : undefined}
      activeProps={{}}
    >
      <TabIcon size={22} stroke={1.75} />
      <span>{item.label}</span>
    </Link>
  );
}

/** Bottom bar of phones: three destinations, Créer in the middle, the rest under Plus. */
export function MobileTabs({ items, settings, user, onCreate, onSearch }: MobileTabsProps) {
  const t = useUiMessages();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const tabs = items.filter((item) => item.onMobile).slice(0, 3);
  const rest = [...items.filter((item) => !tabs.includes(item)), settings];
  const act = (run: () => void) => () => {
    close();
    run();
  };

  return (
    <nav className={classes.tabs} aria-label={t("frame.navigation")}>
      {tabs.slice(0, 2).map((item) => (
        <Tab key={item.path} item={item} />
      ))}
      <UnstyledButton className={`${classes.tab} ${classes.createTab}`} onClick={onCreate}>
        <span className={classes.createDisc}>
          <IconPlus size={20} stroke={1.75} />
        </span>
        <span>{t("frame.create")}</span>
      </UnstyledButton>
      {tabs.slice(2).map((item) => (
        <Tab key={item.path} item={item} />
      ))}
      <UnstyledButton
        className={classes.tab}
        onClick={() => setOpen(true)}
        aria-current={rest.some((item) => item.active) ? "page" : undefined}
      >
        <IconMenu2 size={22} stroke={1.75} />
        <span>{t("frame.more")}</span>
      </UnstyledButton>
      <Drawer opened={open} onClose={close} position="bottom" size="auto" title={user.name} radius="lg">
        <div className={sheet.list}>
          <UnstyledButton className={sheet.row} onClick={act(onSearch)}>
            <IconSearch size={20} stroke={1.75} />
            {t("frame.search")}
          </UnstyledButton>
          {rest.map(({ path, label, icon: RowIcon, active }) => (
            <Link
              key={path}
              to={path}
              className={sheet.row}
              onClick={close}
              aria-current={active ? "page" : undefined}
              activeProps={{}}
            >
              <RowIcon size={20} stroke={1.75} />
              {label}
            </Link>
          ))}
          <UnstyledButton className={sheet.row} onClick={act(user.onAccount)}>
            <IconUserCircle size={20} stroke={1.75} />
            {t("frame.account")}
          </UnstyledButton>
          <UnstyledButton className={sheet.row} onClick={act(user.onSignOut)}>
            <IconLogout size={20} stroke={1.75} />
            {t("frame.signOut")}
          </UnstyledButton>
        </div>
      </Drawer>
    </nav>
  );
}
