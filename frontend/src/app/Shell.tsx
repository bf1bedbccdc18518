import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useMatches } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { useGo, useLocalPath, useWorkspacePath } from "../lib/address";
import { setRequestContext } from "../lib/http";
import { translate } from "../lib/i18n";
import { startLiveEvents } from "../lib/live";
import type { NavigationItem } from "../lib/manifest";
import { objectIcon } from "../lib/objectIcons";
import { updateMe, useSession } from "../lib/session";
import { createMenu, shortcutHelp } from "../lib/stores";
import { AppFrame } from "../ui/AppFrame";
import { lazyPart } from "../ui/lazyPart";
import { notifyProblem } from "../ui/toasts";
import { CreateHost } from "./CreateHost";
import { allowed, offers } from "./manifests";
import { PanelHost } from "./PanelHost";
import { signOut } from "./signOut";
import { useFrameShortcuts } from "./useFrameShortcuts";
import { ownObjectPath, useOwnObjects } from "./useOwnObjects";

const Palette = lazyPart(() => import("./palette/Palette"));
const ShortcutHelp = lazyPart(() => import("./ShortcutHelp"));

/** Applies the person's theme and density to the page. */
function usePersonalLook(): void {
  const { theme, density } = useSession().user;
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(theme), [theme, setColorScheme]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
}

function useFrameItems() {
  const { permissions } = useSession();
  const path = useWorkspacePath();
  const here = useLocalPath();
  const at = (start: string) => here === start || here.startsWith(`${start}/`);
  const own = useOwnObjects().map((each) => ({
    path: path(ownObjectPath(each.name)),
    label: each.plural,
    icon: objectIcon(each.icon),
    active: at(ownObjectPath(each.name)),
  }));
  const items = allowed(offers.navigation, permissions);
  const shown = (item: NavigationItem) => ({
    path: path(item.path),
    label: translate(item.label.ns, item.label.key),
    icon: item.icon,
    active: at(item.path) || (item.alsoActive ?? []).some(at),
    onMobile: item.onMobile,
  });
  const last = (item: NavigationItem) => item.order >= 90;
  return {
    settings: { path: path("/settings"), active: at("/settings") },
    items: [...items.filter((item) => !last(item)).map(shown), ...own, ...items.filter(last).map(shown)],
  };
}

/** The signed-in app: frame, page, record panel, palette, dialogs. */
export function Shell() {
  const session = useSession();
  const queries = useQueryClient();
  const go = useGo();
  const dark = useComputedColorScheme("light") === "dark";
  const { items, settings } = useFrameItems();
  const rail = useMatches().some((match) => (match.staticData as { rail?: boolean }).rail);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const helpOpen = shortcutHelp.use();
  const workspaceId = session.workspace?.id;
  usePersonalLook();
  useFrameShortcuts(() => setPaletteOpen(true));
  useEffect(() => (workspaceId ? startLiveEvents(workspaceId, queries) : undefined), [workspaceId, queries]);

  const stopSeeAs = () => {
    setRequestContext({ seeAs: null });
    void queries.invalidateQueries();
  };
  const toggleTheme = () =>
    void updateMe(queries, { theme: dark ? "light" : "dark" }).catch((error) => notifyProblem(error));

  return (
    <AppFrame
      items={items}
      settings={settings}
      rail={rail}
      seeAs={session.see_as ? { name: session.see_as.name, onStop: stopSeeAs } : null}
      workspace={{
        current: { id: workspaceId ?? "", name: session.workspace?.name ?? "" },
        all: session.workspaces,
        onSwitch: (id) => {
          const slug = session.workspaces.find((workspace) => workspace.id === id)?.slug;
          if (slug && id !== workspaceId) window.location.assign(`/w/${slug}`);
        },
        onCreate:
          "workspace.manage" in session.permissions
            ? () => go("/settings/workspace", { create: true })
            : undefined,
      }}
      user={{
        name: session.user.name,
        detail: session.member?.role_name ?? session.user.email,
        dark,
        onAccount: () => go("/settings/account"),
        onToggleTheme: toggleTheme,
        onShortcuts: () => shortcutHelp.set(true),
        onSignOut: () => void signOut(queries).catch((error) => notifyProblem(error)),
      }}
      onSearch={() => setPaletteOpen(true)}
      onCreate={() => createMenu.set(true)}
      aside={<PanelHost />}
    >
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
      <CreateHost />
      <Suspense fallback={null}>
        {paletteOpen ? <Palette onClose={() => setPaletteOpen(false)} /> : null}
        {helpOpen ? <ShortcutHelp onClose={() => shortcutHelp.set(false)} /> : null}
      </Suspense>
    </AppFrame>
  );
}
