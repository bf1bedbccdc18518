import type { QueryClient } from "@tanstack/react-query";
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { translate } from "../lib/i18n";
import type { FeatureRoute } from "../lib/manifest";
import { Problem } from "../lib/problem";
import { sessionQuery } from "../lib/session";
import { ErrorState } from "../ui/ErrorState";
import { enterFromRoot, enterWorkspace } from "./entrance";
import { HomePage, NotFoundPage, NoWorkspacePage } from "./fallbackPages";
import { allowed, offers } from "./manifests";
import { SettingsLayout } from "./SettingsLayout";
import { Shell } from "./Shell";

interface RouterContext {
  queries: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet });

const doorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: ({ context }) => enterFromRoot(context.queries),
  component: NoWorkspacePage,
});

const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/w/$workspace",
  beforeLoad: ({ context, params, location }) =>
    enterWorkspace(context.queries, params.workspace, location.href).then(() => undefined),
  component: Shell,
});

const homeRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/",
  beforeLoad: ({ context, params }) => {
    const session = context.queries.getQueryData(sessionQuery.queryKey);
    const first = allowed(offers.navigation, session?.permissions ?? {})[0];
    if (first) throw redirect({ to: `/w/${params.workspace}${first.path}` as never, replace: true });
  },
  component: HomePage,
});

const settingsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/settings",
  component: SettingsLayout,
});

function requirePermission(queries: QueryClient, permission: string | undefined): void {
  const session = queries.getQueryData(sessionQuery.queryKey);
  if (permission && !(permission in (session?.permissions ?? {}))) throw new Problem({ status: 403 });
}

function toRoute(route: FeatureRoute, parent: AnyRoute): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: route.path,
    staticData: { rail: route.rail ?? false, title: route.title },
    beforeLoad: ({ context }) => requirePermission((context as RouterContext).queries, route.permission),
    loader: ({ context, params }) => {
      const { queries } = context as RouterContext;
      const session = queries.getQueryData(sessionQuery.queryKey);
      if (session) route.prefetch?.({ queries, params: params as Record<string, string>, session });
    },
    component: lazyRouteComponent(route.page),
  }) as unknown as AnyRoute;
}

function buildTree(): AnyRoute {
  const inArea = (area: FeatureRoute["area"]) => offers.routes.filter((route) => route.area === area);
  const settings = offers.settings.map((page) =>
    toRoute(
      {
        area: "workspace",
        path: `/${page.path}`,
        page: page.page,
        title: page.label,
        permission: page.permission,
      },
      settingsRoute,
    ),
  );
  return rootRoute.addChildren([
    doorRoute,
    ...inArea("public").map((route) => toRoute(route, rootRoute)),
    workspaceRoute.addChildren([
      homeRoute,
      settingsRoute.addChildren(settings),
      ...inArea("workspace").map((route) => toRoute(route, workspaceRoute)),
    ]),
  ]) as unknown as AnyRoute;
}

function titleOf(staticData: unknown): string | null {
  const title = (staticData as { title?: FeatureRoute["title"] } | undefined)?.title;
  return title ? translate(title.ns, title.key) : null;
}

/** The router of everything the features offer. */
export function createAppRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree: buildTree(),
    context: { queries },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ({ error, reset }) => (
      <ErrorState
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    ),
  });
  router.subscribe("onResolved", () => {
    const title = router.state.matches.map((match) => titleOf(match.staticData)).findLast(Boolean);
    document.title = title ? `${title} · Sillage` : "Sillage";
  });
  return router;
}
