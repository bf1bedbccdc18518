import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useFormat } from "../../../lib/format";
import { both } from "../../../lib/grid/filters";
import type { FilterGroup, FilterLeaf, GridField } from "../../../lib/grid/types";
import type { GridLine } from "../../../ui/grid/types";
import { useGridMessages } from "./messages";
import { type Asked, type Group, groupRowsQuery, groupsQuery, rowsQuery } from "./queries";

const OPEN_AT_FIRST = 3;

/** Which records stand in a group. */
export function groupLeaf(field: GridField, value: Group["value"]): FilterLeaf {
  const { name, kind } = field;
  if (value === null) return { field: name, operator: "empty" };
  if (kind === "tags" || kind === "multi_choice" || (kind === "relation" && !field.operators.includes("is")))
    return { field: name, operator: "has_any", value: [value] };
  if (kind === "date" || kind === "datetime") {
    const [year, month] = String(value).split("-").map(Number) as [number, number];
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const day = (number: number) => `${String(value)}-${String(number).padStart(2, "0")}`;
    return { field: name, operator: "between", value: [day(1), day(last)] };
  }
  return { field: name, operator: "is", value };
}

interface LinesOptions {
  object: string;
  asked: Asked;
  groupField: GridField | null;
  sums: string[];
  enabled: boolean;
  drawLabel: (group: Group) => React.ReactNode;
}

const keyOf = (value: Group["value"]) => `group-${JSON.stringify(value)}`;

function useFlatLines({ object, asked, groupField, enabled }: LinesOptions) {
  const list = useInfiniteQuery({ ...rowsQuery(object, asked), enabled: enabled && groupField === null });
  const lines = useMemo(
    () =>
      list.data?.pages.flatMap((page) =>
        page.items.map((row): GridLine => ({ kind: "row", id: row.id, row })),
      ),
    [list.data],
  );
  const { fetchNextPage } = list;
  return {
    lines,
    error: list.error,
    hasMore: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    stale: list.isPlaceholderData,
    loadMore: useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]),
    retry: () => void list.refetch(),
  };
}

/** Groups that are open, and how far each was read. */
function useOpenGroups() {
  const [open, setOpen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [cursors, setCursors] = useState<ReadonlyMap<string, (string | null)[]>>(new Map());
  const isOpen = (key: string, index: number) => open.get(key) ?? index < OPEN_AT_FIRST;
  const toggle = useCallback(
    (key: string, was: boolean) => setOpen((before) => new Map(before).set(key, !was)),
    [],
  );
  const readOn = useCallback(
    (key: string, cursor: string) =>
      setCursors((before) => {
        const known = before.get(key) ?? [null];
        return known.includes(cursor) ? before : new Map(before).set(key, [...known, cursor]);
      }),
    [],
  );
  return { isOpen, toggle, readOn, pagesOf: (key: string) => cursors.get(key) ?? [null] };
}

function useGroupedLines(options: LinesOptions) {
  const { object, asked, groupField, sums, enabled } = options;
  const t = useGridMessages();
  const format = useFormat();
  const groups = useQuery({
    ...groupsQuery(object, groupField?.name ?? "", sums, asked),
    enabled: enabled && groupField !== null,
  });
  const opened = useOpenGroups();
  const list = groupField === null ? [] : (groups.data?.groups ?? []);
  const askedOf = (value: Group["value"]): Asked => {
    const leaf: FilterGroup = { and: groupField ? [groupLeaf(groupField, value)] : [] };
    return { ...asked, filter: both(asked.filter, leaf) };
  };
  const wanted = list.flatMap((group, index) => {
    const key = keyOf(group.value);
    if (!opened.isOpen(key, index)) return [];
    return opened.pagesOf(key).map((cursor) => ({ key, cursor, asked: askedOf(group.value) }));
  });
  const pages = useQueries({
    queries: wanted.map((each) => groupRowsQuery(object, each.asked, each.cursor)),
  });

  const lines: GridLine[] = [];
  const nextOf = new Map<string, string>();
  for (const [index, group] of list.entries()) {
    const key = keyOf(group.value);
    const open = opened.isOpen(key, index);
    const name = group.label ?? (group.value === null ? t("group.noValue") : String(group.value));
    const totals = group.sums.map((sum) =>
      sum.currency
        ? format.money(sum.amount, sum.currency, { decimals: "never" })
        : format.number(sum.amount),
    );
    lines.push({
      kind: "group",
      id: key,
      label: options.drawLabel(group),
      name,
      count: group.count,
      sums: totals.join(" · "),
      open,
    });
    if (!open) continue;
    for (const [at, each] of wanted.entries()) {
      if (each.key !== key) continue;
      const page = pages[at];
      // A record with two tags stands in two groups: its line needs a name of its own in each.
      for (const row of page?.data?.items ?? [])
        lines.push({ kind: "row", id: row.id, key: `${key}:${row.id}`, row });
      const isLast = wanted[at + 1]?.key !== key;
      const next = page?.data?.next_cursor;
      if (isLast && (page?.isPending || next)) {
        lines.push({ kind: "more", id: `more-${key}`, loading: page?.isPending ?? false });
        if (next) nextOf.set(`more-${key}`, next);
      }
    }
  }
  return {
    lines: groups.data ? lines : undefined,
    error: groups.error,
    truncated: groups.data?.truncated ?? false,
    retry: () => void groups.refetch(),
    toggle: (id: string) => {
      const line = lines.find((each) => each.id === id);
      if (line?.kind === "group") opened.toggle(id, line.open);
    },
    readOn: (id: string) => {
      const next = nextOf.get(id);
      if (next) opened.readOn(id.replace(/^more-/, ""), next);
    },
  };
}

const nothing = () => undefined;

/** What the grid draws: rows page by page, or groups with their rows. */
export function useGridLines(options: LinesOptions) {
  const flat = useFlatLines(options);
  const grouped = useGroupedLines(options);
  if (options.groupField === null)
    return { ...flat, truncated: false, toggleGroup: nothing, readOn: nothing };
  return {
    lines: grouped.lines,
    error: grouped.error,
    retry: grouped.retry,
    truncated: grouped.truncated,
    hasMore: false,
    loadingMore: false,
    stale: false,
    loadMore: nothing,
    toggleGroup: grouped.toggle,
    readOn: grouped.readOn,
  };
}
