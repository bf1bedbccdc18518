import { IconSearch } from "@tabler/icons-react";
import { translate } from "../../lib/i18n";
import type { Icon, PaletteAction, PaletteContext, PaletteRecord } from "../../lib/manifest";
import { matches } from "../../lib/matching";
import { allowed, offers } from "../manifests";

export type Scope = "all" | "actions" | "numbers" | "people";

export interface PaletteItem {
  id: string;
  title: string;
  subtitle?: string;
  keys?: string;
  icon?: Icon;
  record?: PaletteRecord;
  run: (inPanel: boolean) => void;
}

export interface PaletteGroup {
  id: string;
  heading: string;
  items: PaletteItem[];
}

const SCOPES: Record<string, Scope> = { ">": "actions", "#": "numbers", "@": "people" };

/** Splits what was typed into its scope (`>`, `#`, `@`) and the text. */
export function readQuery(typed: string): { scope: Scope; text: string } {
  const scope = SCOPES[typed.trimStart()[0] ?? ""];
  return scope ? { scope, text: typed.trimStart().slice(1).trim() } : { scope: "all", text: typed.trim() };
}

const say = (label: { ns: string; key: string }) => translate(label.ns, label.key);

/** Actions that need no record, and the places to go to, that match the text. */
export function actionItems(
  context: PaletteContext,
  text: string,
): { actions: PaletteItem[]; pages: PaletteItem[] } {
  const { permissions } = context.session;
  const others = allowed(offers.paletteActions, permissions)
    .filter((action) => !action.onObject)
    .map((action) => ({ ...asItem(action, context, null), words: action.keywords ?? "" }));
  const places = [
    ...allowed(offers.navigation, permissions).map((item) => ({
      ...item,
      keys: item.goKey ? `g ${item.goKey}` : undefined,
    })),
    ...allowed(offers.settings, permissions).map((item) => ({
      ...item,
      path: `/settings/${item.path}`,
      keys: undefined,
    })),
  ].map((item) => ({
    id: `page-${item.path}`,
    title: say(item.label),
    icon: item.icon,
    keys: item.keys,
    words: "",
    run: () => context.go(item.path),
  }));
  const fits = (item: { title: string; words: string }) =>
    !text || matches(`${item.title} ${item.words}`, text);
  return { actions: others.filter(fits), pages: places.filter(fits) };
}

function asItem(action: PaletteAction, context: PaletteContext, record: PaletteRecord | null): PaletteItem {
  return {
    id: `action-${action.id}`,
    title: say(action.label),
    icon: action.icon,
    keys: action.keys,
    run: () => action.run(context, record),
  };
}

/** What can be done with one record. */
export function actionsOn(context: PaletteContext, record: PaletteRecord): PaletteItem[] {
  return allowed(offers.paletteActions, context.session.permissions)
    .filter((action) => action.onObject === record.object)
    .map((action) => asItem(action, context, record));
}

type OpenRecord = (record: PaletteRecord, inPanel: boolean) => void;

/** One record as a line of the palette. */
export function recordItem(record: PaletteRecord, open: OpenRecord): PaletteItem {
  return {
    id: `${record.object}-${record.id}`,
    title: record.title,
    subtitle: record.subtitle,
    icon: offers.panels.find((panel) => panel.object === record.object)?.icon,
    record,
    run: (inPanel) => open(record, inPanel),
  };
}

/** The line that leads to the page of all results. */
export function allResults(context: PaletteContext, title: string, text: string): PaletteGroup {
  const item: PaletteItem = {
    id: "all-results",
    title,
    icon: IconSearch,
    run: () => context.go("/search", { q: text }),
  };
  return { id: "all-results", heading: say({ ns: "app", key: "palette.search" }), items: [item] };
}

/** Records as groups: the best one first, then by kind in the order they came. */
export function recordGroups(
  records: PaletteRecord[],
  open: OpenRecord,
  bestHeading: string,
): PaletteGroup[] {
  const items = records.map((record) => recordItem(record, open));
  const [best, ...rest] = items;
  if (!best) return [];
  const byObject = Map.groupBy(rest, (item) => item.record?.object ?? "");
  const groups = [...byObject.entries()].map(([object, group]) => {
    const panel = offers.panels.find((candidate) => candidate.object === object);
    return { id: object, heading: panel ? say(panel.plural) : object, items: group };
  });
  return [{ id: "best", heading: bestHeading, items: [best] }, ...groups];
}
