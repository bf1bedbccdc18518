import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useFormat } from "../../../lib/format";
import { fieldPlace, leavesOf } from "../../../lib/grid/filters";
import type { FilterGroup, GridField, GridObject } from "../../../lib/grid/types";
import { relationSources } from "../../../lib/grids";
import { useMemberOptions } from "../../../lib/members";
import type { EditorSources } from "../../../ui/grid/CellEditor";
import { useGridMessages } from "./messages";
import { findRecords, recordQuery, tagsQuery, teamsQuery } from "./queries";
import type { Say, SentenceContext } from "./sentences";

/** Where lists of values come from: colleagues, teams, tags, records by name. */
export function useSources(objects: GridObject[]): EditorSources {
  const members = useMemberOptions();
  const { data: teams } = useQuery(teamsQuery);
  const { data: tags } = useQuery(tagsQuery);
  const search = useCallback(
    async (target: string, text: string, signal: AbortSignal) => {
      const source = relationSources.get().find((each) => each.target === target);
      if (source)
        return (await source.search(text, signal)).map((found) => ({
          value: found.id,
          label: found.name,
          detail: found.detail,
        }));
      const described = objects.find((each) => each.name === target);
      if (!described) return [];
      const avatar = target === "organisation" ? "company" : target === "contact" ? "person" : undefined;
      const found = await findRecords(target, text, described.title_field);
      return found.map((each) => ({ ...each, avatar: avatar as "company" | "person" | undefined }));
    },
    [objects],
  );
  return useMemo(
    () => ({
      members: members.map(({ id, name }) => ({ value: id, label: name, avatar: "person" as const })),
      teams: (teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
      tags: (tags ?? []).map(({ id, name, colour }) => ({ value: id, label: name, dot: colour })),
      search,
    }),
    [members, teams, tags, search],
  );
}

interface Pointed {
  target: string;
  id: string;
}

/** Records that a filter points to by id, whose names are still to be asked. */
function pointedAt(filter: FilterGroup | null, objects: GridObject[], object: string): Pointed[] {
  return leavesOf(filter).flatMap((leaf) => {
    const field = fieldPlace(objects, object, leaf.field)?.field;
    if (field?.kind !== "relation" || !field.target) return [];
    const values = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
    return values
      .filter((value): value is string => typeof value === "string" && value !== "")
      .map((id) => ({ target: field.target as string, id }));
  });
}

/** What filter sentences need: words, fields, and names of what is kept as an id. */
export function useSentences(
  objects: GridObject[],
  object: string,
  filter: FilterGroup | null,
  sources: EditorSources,
): SentenceContext {
  const t = useGridMessages();
  const format = useFormat();
  const pointed = useMemo(() => pointedAt(filter, objects, object), [filter, objects, object]);
  const listed = pointed.filter(({ target }) => objects.some((each) => each.name === target));
  const records = useQueries({ queries: listed.map(({ target, id }) => recordQuery(target, id)) });
  // Kinds without a list of their own (stages) are few: one search names them all.
  const others = [...new Set(pointed.map(({ target }) => target))].filter(
    (target) => !objects.some((each) => each.name === target),
  );
  const named = useQueries({
    queries: others.map((target) => ({
      queryKey: [target, "named"],
      queryFn: ({ signal }: { signal: AbortSignal }) => sources.search(target, "", signal),
      staleTime: 60_000,
    })),
  });
  const names = new Map<string, string>();
  for (const [index, { id }] of listed.entries()) {
    const title = records[index]?.data?.title;
    if (title) names.set(id, title);
  }
  for (const found of named) for (const each of found.data ?? []) names.set(each.value, each.label);
  const nameOf = (field: GridField, value: string) => {
    if (field.kind === "member") return sources.members.find((each) => each.value === value)?.label;
    if (field.kind === "team") return sources.teams.find((each) => each.value === value)?.label;
    if (field.kind === "tags") return sources.tags.find((each) => each.value === value)?.label;
    return names.get(value);
  };
  return { objects, object, nameOf, say: t as unknown as Say, format };
}
