import { queryOptions, useQuery } from "@tanstack/react-query";
import { requestJson } from "./http";

/** A colleague as pickers need him. */
export interface MemberOption {
  id: string;
  name: string;
}

/** The active colleagues of the workspace, by name; every record page offers them as owners. */
export const memberOptionsQuery = queryOptions({
  queryKey: ["member", "options"],
  queryFn: async (): Promise<MemberOption[]> => {
    const { data } = await requestJson<{ items: MemberOption[] }>("GET", "/api/v1/members?active=true");
    return data.items.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
  },
  staleTime: 5 * 60_000,
});

/** Colleagues to choose from; empty until loaded or when the role may not see them. */
export function useMemberOptions(): MemberOption[] {
  return useQuery({ ...memberOptionsQuery, retry: false }).data ?? [];
}
