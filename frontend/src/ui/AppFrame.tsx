import { Tooltip, UnstyledButton } from "@mantine/core";
import { useMediaQuery, useNetwork } from "@mantine/hooks";
import { IconSearch, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Icon } from "../lib/manifest";
import classes from "./AppFrame.module.css";
import { Keys } from "./Keys";
import { MobileTabs } from "./MobileTabs";
import { useUiMessages } from "./messages";
import { UserMenu, type UserMenuProps } from "./UserMenu";
import { WorkspaceMenu, type WorkspaceMenuProps } from "./WorkspaceMenu";

export interface FrameItem {
  path: string;
  label: string;
  icon: Icon;
  active: boolean;
  count?: number;
  onMobile?: boolean;
}

export interface AppFrameProps {
  items: FrameItem[];
  settings: { path: string; active: boolean };
  workspace: WorkspaceMenuProps;
  user: UserMenuProps;
  /** The page on screen asks for the narrow rail. */
  rail: boolean;
  seeAs: { name: string; onStop: () => void } | null;
  onSearch: () => void;
  onCreate: () => void;
  /** The record panel beside the page. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One line of the navigation: icon and word, or icon with tooltip in the rail. */
function NavItem({ item, rail }: { item: FrameItem; rail: boolean }) {
  const ItemIcon = item.icon;
  return (
    <Tooltip label={item.label} position="right" disabled={!rail}>
      <Link
        to={item.path}
        className={classes.item}
        aria-current={item.active ? "page" : undefined}
        aria-label={rail ? item.label : undefined}
        activeProps={{}}
      >
        <ItemIcon size={18} stroke={1.75} />
        {rail ? null : <span className="truncate">{item.label}</span>}
        {!rail && item.count ? <span className={`${classes.count} tabular`}>{item.count}</span> : null}
      </Link>
    </Tooltip>
  );
}

/** The frame of every signed-in page: sidebar or rail, page, record panel; bottom tabs on phones. */
export function AppFrame(props: AppFrameProps) {
  const t = useUiMessages();
  const wide = useMediaQuery("(min-width: 1280px)", true, { getInitialValueInEffect: false });
  const { online } = useNetwork();
  const rail = props.rail || !wide;
  const settings = { ...props.settings, label: t("frame.settings"), icon: IconSettings };

  return (
    <div className={classes.frame} data-rail={rail || undefined}>
      <a href="#content" className={classes.skip}>
        {t("frame.skip")}
      </a>
      <aside className={classes.sidebar} aria-label={t("frame.sidebar")}>
        <WorkspaceMenu {...props.workspace} rail={rail} />
        <Tooltip label={t("frame.search")} position="right" disabled={!rail}>
          <UnstyledButton
            className={classes.search}
            onClick={props.onSearch}
            aria-label={rail ? t("frame.search") : undefined}
          >
            <IconSearch size={16} stroke={1.75} />
            {rail ? null : <span>{t("frame.search")}</span>}
            {rail ? null : <Keys keys="mod+k" joined />}
          </UnstyledButton>
        </Tooltip>
        <nav className={classes.nav} aria-label={t("frame.navigation")}>
          {props.items.map((item) => (
            <NavItem key={item.path} item={item} rail={rail} />
          ))}
        </nav>
        <div className={classes.bottom}>
          <NavItem item={settings} rail={rail} />
          <UserMenu {...props.user} rail={rail} />
        </div>
      </aside>
      <div className={classes.main}>
        {online ? null : (
          <div className={classes.banner} role="status">
            {t("frame.offline")}
          </div>
        )}
        {props.seeAs ? (
          <div className={classes.banner} role="status">
            <span>{t("frame.seeAs", { name: props.seeAs.name })}</span>
            <UnstyledButton fz="inherit" c="inherit" onClick={props.seeAs.onStop}>
              {t("frame.stopSeeAs")}
            </UnstyledButton>
          </div>
        ) : null}
        <div className={classes.body}>
          <main id="content" className={classes.content} tabIndex={-1}>
            {props.children}
          </main>
          {props.aside}
        </div>
      </div>
      <MobileTabs
        items={props.items}
        settings={settings}
        user={props.user}
        onCreate={props.onCreate}
        onSearch={props.onSearch}
      />
    </div>
  );
}
