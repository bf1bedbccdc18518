import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

/** Goes into the app after sign-in, to the page that was asked for. Only paths of this site are followed. */
export function useEnter(): (next?: string) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    (next?: string) => {
      queries.clear();
      const safe = next && /^\/(?![/\\])/.test(next) ? next : "/";
      void navigate({ href: safe, replace: true });
    },
    [queries, navigate],
  );
}
