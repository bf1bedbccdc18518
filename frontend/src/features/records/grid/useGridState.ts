import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useUrlState } from "../../../lib/address";
import { pinnedFirst } from "../../../lib/grid/columns";
import { isChanged, resolveState, type ViewState, writeState } from "../../../lib/grid/state";
import type { FilterGroup, GridColumn, GridObject, GridState } from "../../../lib/grid/types";
import { recordGrid } from "../../../lib/grids";
import { translate } from "../../../lib/i18n";
import type { RecordGridOffer } from "../../../lib/manifest";
import { type Session, useSession } from "../../../lib/session";
import { useGridMessages } from "./messages";
import { type SavedView, viewsQuery } from "./queries";

const USUAL_COLUMNS = 6;

/** A tab over the list: one that is always there, or a saved view. */
export interface GridTab {
  id: string;
  name: string;
  /** What the tab narrows to besides the filters one sees. */
  base: FilterGroup | null;
  view: ViewState;
  saved: SavedView | null;
}

/** The columns one sees as long as no view says otherwise. */
export function usualColumns(described: GridObject, offer: RecordGridOffer | undefined): GridColumn[] {
  const known = new Set(described.fields.map((field) => field.name));
  const offered = offer?.columns.filter((name) => known.has(name)) ?? [];
  const others = described.fields
    .filter((field) => field.name !== described.title_field && field.kind !== "long_text")
    .map((field) => field.name);
  const chosen = offered.length > 0 ? offered : others.slice(0, USUAL_COLUMNS);
  return withTitle(
    chosen.map((field) => ({ field })),
    described.title_field,
  );
}

/** The name of a record is always there, first when nothing else is said, and stays in sight. */
function withTitle(columns: GridColumn[], title: string): GridColumn[] {
  return columns.some((column) => column.field === title && column.pinned)
    ? columns
    : [{ field: title, pinned: true }, ...columns.filter((column) => column.field !== title)];
}

/** Drops columns whose field is gone, and keeps the name. */
export function usableColumns(columns: GridColumn[], described: GridObject): GridColumn[] {
  const known = new Set(described.fields.map((field) => field.name));
  const kept = columns.filter((column) => known.has(column.field));
  return pinnedFirst(
    kept.some((column) => column.field === described.title_field)
      ? kept
      : withTitle(kept, described.title_field),
  );
}

function scopeTabs(session: Session, object: string, owned: boolean): ("all" | "mine" | "team")[] {
  const scope = session.permissions[`${object}.see`];
  if (!owned) return ["all"];
  const team = (session.member?.team_ids.length ?? 0) > 0;
  if (scope === "own") return ["mine"];
  if (scope === "team") return team ? ["team", "mine"] : ["mine"];
  return team ? ["all", "mine", "team"] : ["all", "mine"];
}

function baseOf(tab: "all" | "mine" | "team", session: Session): FilterGroup | null {
  if (tab === "mine") return { and: [{ field: "owner_id", operator: "is", value: "me" }] };
  // Who only sees the team's records needs no narrowing to it.
  if (tab === "team" && session.member)
    return { and: [{ field: "team_id", operator: "any_of", value: session.member.team_ids }] };
  return null;
}

/** The server writes every part of a column; absent ones are left out here so that states compare equal. */
function tidy({ field, width, pinned }: SavedView["columns"][number]): GridColumn {
  return { field, ...(width ? { width } : {}), ...(pinned ? { pinned } : {}) };
}

export const viewStateOf = (saved: SavedView, described: GridObject, usual: ViewState): ViewState => ({
  filter: saved.filter,
  sort: saved.sort || usual.sort,
  columns: saved.columns.length > 0 ? usableColumns(saved.columns.map(tidy), described) : usual.columns,
  groupBy: saved.group_by,
});

function useTabs(described: GridObject) {
  const t = useGridMessages();
  const session = useSession();
  const { data: saved, isPending } = useQuery(viewsQuery(described.name));
  const offer = recordGrid(described.name);
  return useMemo(() => {
    const sorts = described.fields.filter((field) => field.sortable).map((field) => field.name);
    const usualSort = offer?.sort ?? described.title_field;
    const usual: ViewState = {
      filter: null,
      sort: sorts.includes(usualSort.replace(/^-/, "")) ? usualSort : "",
      columns: usualColumns(described, offer),
      groupBy: null,
    };
    const owned = described.fields.some((field) => field.name === "owner_id");
    const nameOf = (id: "all" | "mine" | "team") => {
      const label = offer?.tabs?.[id];
      return label ? translate(label.ns, label.key) : t(`view.${id}`);
    };
    const builtIn = scopeTabs(session, described.name, owned).map(
      (id): GridTab => ({ id, name: nameOf(id), base: baseOf(id, session), view: usual, saved: null }),
    );
    const kept = (saved ?? [])
      .filter((view) => view.layout === "table")
      .map(
        (view): GridTab => ({
          id: view.id,
          name: view.name,
          base: null,
          view: viewStateOf(view, described, usual),
          saved: view,
        }),
      );
    const first = kept.find((tab) => tab.saved?.is_default) ?? builtIn[0];
    return { tabs: [...builtIn, ...kept], first, isPending };
  }, [described, offer, session, saved, isPending, t]);
}

const URL_KEYS = {
  list: undefined as string | undefined,
  filter: undefined as unknown,
  sort: undefined as unknown,
  columns: undefined as unknown,
  group: undefined as unknown,
  q: "" as string,
};

/** The tab, what it shows and how to change it; everything is in the address bar. */
export function useGridState(described: GridObject) {
  const { tabs, first, isPending } = useTabs(described);
  const [url, setUrl] = useUrlState(URL_KEYS);
  const asked = tabs.find((candidate) => candidate.id === url.list);
  const tab = asked ?? first ?? tabs[0];
  if (!tab) throw new Error("a list has at least one tab");
  const { filter, sort, columns, group } = url;
  const state = useMemo(() => {
    const resolved = resolveState(tab.view, { filter, sort, columns, group });
    return { ...resolved, columns: usableColumns(resolved.columns, described) };
  }, [tab, filter, sort, columns, group, described]);

  const change = useCallback(
    (part: Partial<GridState>) => setUrl(writeState(tab.view, { ...state, ...part })),
    [setUrl, tab, state],
  );
  const reset = useCallback(
    () => setUrl({ filter: undefined, sort: undefined, columns: undefined, group: undefined }),
    [setUrl],
  );
  const openTab = useCallback(
    (id: string) =>
      setUrl(
        {
          list: id === first?.id ? undefined : id,
          filter: undefined,
          sort: undefined,
          columns: undefined,
          group: undefined,
        },
        { push: true },
      ),
    [setUrl, first],
  );
  return {
    tabs,
    tab,
    state,
    changed: isChanged(tab.view, state),
    change,
    reset,
    openTab,
    q: String(url.q ?? ""),
    setWords: useCallback((q: string) => setUrl({ q }), [setUrl]),
    // A view named in the address that is not known yet: its rows must not be asked with another one's filter.
    waiting: isPending && (url.list && !asked ? true : url.list === undefined),
  };
}
