import { Link, Navigate, Outlet } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useLocalPath, useWorkspacePath } from "../lib/address";
import { translate } from "../lib/i18n";
import { useSession } from "../lib/session";
import { PageHeader } from "../ui/PageHeader";
import { allowed, offers } from "./manifests";
import { useAppMessages } from "./messages";
import classes from "./SettingsLayout.module.css";

const GROUPS = ["me", "workspace", "data", "installation"] as const;

/** Settings: their menu on the left, the chosen page beside it; on phones the menu is a strip above. */
export function SettingsLayout() {
  const t = useAppMessages();
  const path = useWorkspacePath();
  const here = useLocalPath();
  const pages = allowed(offers.settings, useSession().permissions);
  const first = pages[0];
  const menu = useRef<HTMLElement>(null);
  // On phones the menu is a strip: the open page must not be hidden at its end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the strip follows the page on screen.
  useEffect(() => {
    menu.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here]);
  if (here === "/settings" && first) return <Navigate to={path(`/settings/${first.path}`)} replace />;
  return (
    <div className={classes.layout}>
      <PageHeader title={t("settings.title")} />
      <div className={classes.columns}>
        <nav ref={menu} className={classes.menu} aria-label={t("settings.menu")}>
          {GROUPS.map((group) => {
            const items = pages.filter((page) => page.group === group);
            return items.length === 0 ? null : (
              <section key={group} className={classes.group}>
                <h2 className={classes.heading}>{t(`settings.${group}`)}</h2>
                {items.map(({ path: own, label, icon: ItemIcon }) => (
                  <Link
                    key={own}
                    to={path(`/settings/${own}`)}
                    className={classes.item}
                    aria-current={here.startsWith(`/settings/${own}`) ? "page" : undefined}
                    activeProps={{}}
                  >
                    <ItemIcon size={16} stroke={1.75} />
                    {translate(label.ns, label.key)}
                  </Link>
                ))}
              </section>
            );
          })}
        </nav>
        <div className={classes.page}>
          <Outlet />
        </div>
      </div>
    </div>
  );
}
