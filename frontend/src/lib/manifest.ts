import type { QueryClient } from "@tanstack/react-query";
import type { ComponentType, ReactNode } from "react";
import type { FilterGroup, FilterLeaf } from "./grid/types";
import type { MessageSource } from "./i18n";
import type { LookAlikesPart } from "./lookAlikes";
import type { Session } from "./session";

/** Any Tabler icon. */
export type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;

/** A sentence of a namespace: `{ ns: "deals", key: "title" }`, translated where it is shown. */
export interface Label {
  ns: string;
  key: string;
}

type Page = () => Promise<{ default: ComponentType }>;

export interface FeatureRoute {
  /**
   * Where it lives. `workspace`: inside the frame, path after `/w/<slug>` (`"/contacts"`, `"/deals/$dealId"`).
   * `public`: outside, without session, path from the root (`"/login"`).
   */
  area: "workspace" | "public";
  path: string;
  /** Loaded only when visited; prefetched when a link to it is hovered. */
  page: Page;
  /** Title of the browser tab. A page may change it with `useDocumentTitle`. */
  title: Label;
  /** The narrow rail replaces the sidebar (boards, imports). */
  rail?: boolean;
  /** Without it the page is refused with an explanation. */
  permission?: string;
  /** Starts fetching what the page needs before it is drawn. Never throws; the page shows errors. */
  prefetch?: (context: { queries: QueryClient; params: Record<string, string>; session: Session }) => void;
}

export interface NavigationItem {
  label: Label;
  icon: Icon;
  /** Path after `/w/<slug>`. */
  path: string;
  /** Other paths that keep it lit (`["/deals"]` for the pipeline). */
  alsoActive?: string[];
  /** Sorted by it: Aujourd'hui 10, Messages 20, Pipeline 30, Contacts 40, Entreprises 50, Deals 60, Imports 90. */
  order: number;
  permission?: string;
  /** Shown in the bottom bar of phones (three at most; the rest is under « Plus »). */
  onMobile?: boolean;
  /** Sequence shortcut `g` then this letter. */
  goKey?: string;
}

/** Props of a record panel: it draws everything inside `SidePanel`. */
export interface PanelProps {
  id: string;
  onClose: () => void;
}

export interface RecordPanel {
  /** The object it shows: `?panel=contact:<id>` opens the panel of `"contact"`. */
  object: string;
  page: () => Promise<{ default: ComponentType<PanelProps> }>;
  /** Full page of the record, after `/w/<slug>`. */
  path: (id: string) => string;
  icon: Icon;
  /** Group heading in the palette ("Contacts"). */
  plural: Label;
}

/** Props of a creation dialog. `preset` carries what the opener knows (`{ organisation_id }`). */
export interface CreateProps {
  preset: Record<string, string>;
  onClose: () => void;
}

export interface CreateAction {
  /** Name used by `openCreate("deal")`. */
  object: string;
  label: Label;
  icon: Icon;
  order: number;
  permission?: string;
  /** Letter that chooses it inside the create menu. The palette shows what `palette.actions` offers, not this. */
  key?: string;
  dialog: () => Promise<{ default: ComponentType<CreateProps> }>;
}

/** What an action of the palette may use. */
export interface PaletteContext {
  queries: QueryClient;
  /** Goes to a path after `/w/<slug>`. */
  go: (path: string, search?: Record<string, unknown>) => void;
  openCreate: (object: string, preset?: Record<string, string>) => void;
  session: Session;
}

export interface PaletteAction {
  id: string;
  label: Label;
  icon: Icon;
  /** Extra words that find it, in both languages. */
  keywords?: string;
  keys?: string;
  permission?: string;
  /** Only offered on a highlighted record of this object. */
  onObject?: string;
  run: (context: PaletteContext, record: PaletteRecord | null) => void;
}

/** A record found by the palette. */
export interface PaletteRecord {
  object: string;
  id: string;
  title: string;
  subtitle: string;
}

/** Finds records for the palette: `@` people only, `#` numbers only. Given by the records feature. */
export type PaletteSearch = (
  text: string,
  scope: "all" | "people" | "numbers",
  signal: AbortSignal,
) => Promise<PaletteRecord[]>;

/** Props of a section of a record's page. `canEdit` is what the person may do with that record. */
export interface RecordSectionProps {
  object: string;
  id: string;
  canEdit: boolean;
}

/**
 * A section that any record page may show without importing the feature that offers it (files): drawn by
 * `ui/RecordSections` on full pages and panels.
 */
export interface RecordSection {
  id: string;
  label: Label;
  icon: Icon;
  order: number;
  /** `main`: the wide column (history); `head`: under the name (tags); `aside`, unless told: beside the facts. */
  place?: "main" | "aside" | "head";
  permission?: string;
  component: () => Promise<{ default: ComponentType<RecordSectionProps> }>;
}

export interface SettingsPage {
  /** Path after `/w/<slug>/settings/`. */
  path: string;
  label: Label;
  /** Heading in the settings menu. */
  group: "me" | "workspace" | "data" | "installation";
  icon: Icon;
  order: number;
  permission?: string;
  page: Page;
}

/** A filter one click away from a list. */
export interface QuickFilter {
  label: Label;
  leaf: FilterLeaf;
}

/**
 * How a kind of record is listed. The app makes a page of it at `path` (or, without one, leaves it to a page of the
 * feature that draws `ui/RecordGridHost`). Fields, operators and names come from the server.
 */
export interface RecordGridOffer {
  object: string;
  /** After `/w/<slug>`: `"/contacts"`. */
  path: string | null;
  title: Label;
  icon: Icon;
  /** What stands before the names. */
  avatar: "person" | "company" | "none";
  /** Fields shown as long as no view says otherwise; unknown ones are left out. */
  columns: string[];
  /** `"name"` or `"-created_at"`. */
  sort: string;
  tabs?: { all: Label; mine?: Label; team?: Label };
  quick?: QuickFilter[];
  empty?: { title: Label; text: Label };
  failed?: Label;
  /** Label of the creation button; the dialog is the one offered for the object under `create`. */
  create?: Label;
  /** Starts fetching the record that is pointed at. */
  prefetch?: (queries: QueryClient, id: string) => void;
}

/** What a page gives to the grid it holds. */
export interface RecordGridProps {
  object: string;
  /** Always asked for, beside what the person filters; never shown as a filter. */
  scope?: FilterGroup;
  /** Takes the place of the head with title and buttons. */
  headless?: boolean;
  /** Shown when nothing is there and nothing is filtered. */
  empty?: ReactNode;
}

/** Finds records that have no list of their own (stages), for filters and cells that point to them. */
export interface RelationSource {
  target: string;
  search: (text: string, signal: AbortSignal) => Promise<{ id: string; name: string; detail?: string }[]>;
}

/**
 * What a capability offers the house. Each `features/<capability>/manifest.tsx` (or `<module>/manifest.tsx`) exports
 * one as `manifest`. It is loaded at start, so it stays light: pages, panels and dialogs are `() => import(…)`.
 */
export interface FeatureManifest {
  name: string;
  messages?: MessageSource[];
  routes?: FeatureRoute[];
  navigation?: NavigationItem[];
  panels?: RecordPanel[];
  create?: CreateAction[];
  palette?: { actions?: PaletteAction[]; search?: PaletteSearch };
  settings?: SettingsPage[];
  sections?: RecordSection[];
  grids?: RecordGridOffer[];
  relations?: RelationSource[];
  /** The component that draws every grid, and the page around it; offered once. */
  recordGrid?: {
    part: () => Promise<{ default: ComponentType<RecordGridProps> }>;
    page: Page;
  };
  /** The warning that similar records exist, for creation dialogs (one feature offers it). */
  lookAlikes?: LookAlikesPart;
  /** The panel of records of a kind that administrators added. */
  ownPanel?: (object: string) => RecordPanel["page"];
}
