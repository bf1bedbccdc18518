import { gridPart, recordGrids, relationSources } from "../lib/grids";
import type { MessageSource } from "../lib/i18n";
import { lookAlikesPart } from "../lib/lookAlikes";
import type {
  CreateAction,
  FeatureManifest,
  FeatureRoute,
  NavigationItem,
  PaletteAction,
  PaletteSearch,
  RecordPanel,
  SettingsPage,
} from "../lib/manifest";
import { recordKinds } from "../lib/recordKinds";
import { recordSections } from "../lib/sections";
import { lazyPart } from "../ui/lazyPart";
import { uiMessages } from "../ui/messages";
import { appMessages } from "./messages";

const found = import.meta.glob<{ manifest: FeatureManifest }>("../features/**/manifest.tsx", { eager: true });
const manifests = Object.values(found).map((module) => module.manifest);
const byOrder = (a: { order: number }, b: { order: number }) => a.order - b.order;

/** A page for every list that has an address. */
function gridRoutes(): FeatureRoute[] {
  const page = manifests.find((manifest) => manifest.recordGrid)?.recordGrid?.page;
  if (!page) return [];
  return manifests
    .flatMap((manifest) => manifest.grids ?? [])
    .flatMap(({ path, title, object }) =>
      path ? [{ area: "workspace" as const, path, page, title, permission: `${object}.see` }] : [],
    );
}

/** Everything the features offer, gathered once. */
export const offers: {
  messages: MessageSource[];
  routes: FeatureRoute[];
  navigation: NavigationItem[];
  panels: RecordPanel[];
  create: CreateAction[];
  settings: SettingsPage[];
  paletteActions: PaletteAction[];
  paletteSearches: PaletteSearch[];
  ownPanel: (object: string) => RecordPanel["page"];
} = {
  messages: [uiMessages, appMessages, ...manifests.flatMap((manifest) => manifest.messages ?? [])],
  routes: [...manifests.flatMap((manifest) => manifest.routes ?? []), ...gridRoutes()],
  navigation: manifests.flatMap((manifest) => manifest.navigation ?? []).sort(byOrder),
  panels: manifests.flatMap((manifest) => manifest.panels ?? []),
  create: manifests.flatMap((manifest) => manifest.create ?? []).sort(byOrder),
  settings: manifests.flatMap((manifest) => manifest.settings ?? []).sort(byOrder),
  paletteActions: manifests.flatMap((manifest) => manifest.palette?.actions ?? []),
  paletteSearches: manifests.flatMap((manifest) => manifest.palette?.search ?? []),
  ownPanel: (object) => {
    const offer = manifests.find((manifest) => manifest.ownPanel)?.ownPanel;
    if (!offer) throw new Error("no feature shows records of custom objects");
    return offer(object);
  },
};

/** Keeps what the person's permissions allow. */
export function allowed<T extends { permission?: string }>(
  items: T[],
  permissions: Record<string, unknown>,
): T[] {
  return items.filter((item) => !item.permission || item.permission in permissions);
}

recordSections.set(manifests.flatMap((manifest) => manifest.sections ?? []).sort(byOrder));
recordKinds.set(offers.panels);
recordGrids.set(manifests.flatMap((manifest) => manifest.grids ?? []));
relationSources.set(manifests.flatMap((manifest) => manifest.relations ?? []));
const grid = manifests.find((manifest) => manifest.recordGrid)?.recordGrid;
if (grid) gridPart.set(lazyPart(grid.part));
lookAlikesPart.set(manifests.find((manifest) => manifest.lookAlikes)?.lookAlikes ?? null);
