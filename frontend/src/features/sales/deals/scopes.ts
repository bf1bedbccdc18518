import type { Session } from "../../../lib/session";
import type { OwnerScope } from "./queries";

/** Whose deals a person may look at, the closest first. */
export function scopesOf(session: Session): OwnerScope[] {
  const scope = session.permissions["deal.see"];
  const inTeam = (session.member?.team_ids.length ?? 0) > 0;
  if (scope === "own") return ["me"];
  if (scope === "team") return inTeam ? ["me", "team"] : ["me"];
  return inTeam ? ["me", "team", "all"] : ["me", "all"];
}
