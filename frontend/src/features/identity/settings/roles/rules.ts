import type { PermissionScope } from "../../../../lib/session";
import type { Grants, Role } from "../queries";

/** How far a permission reaches, from nothing to everything. */
export type Level = PermissionScope | "none";
export const LEVELS: Level[] = ["none", "own", "team", "all"];

/** The level a role gives for a permission. */
export const levelOf = (grants: Grants, permission: string): Level => grants[permission] ?? "none";

/** The next level when a cell is clicked: after the widest comes nothing again. */
export function nextLevel(level: Level, step: 1 | -1 = 1): Level {
  const next = (LEVELS.indexOf(level) + step + LEVELS.length) % LEVELS.length;
  return LEVELS[next] ?? "none";
}

/** One step up or down that stops at the ends, for the arrow keys. */
export function stepLevel(level: Level, step: 1 | -1): Level {
  const next = Math.min(LEVELS.length - 1, Math.max(0, LEVELS.indexOf(level) + step));
  return LEVELS[next] ?? "none";
}

/** Grants with one permission changed; the widest level of a new verb never exceeds what can be seen. */
export function withLevel(grants: Grants, permission: string, level: Level): Grants {
  const next = { ...grants };
  if (level === "none") delete next[permission];
  else next[permission] = level;
  return next;
}

/** Permissions whose level differs between two roles. */
export function differences(first: Grants, second: Grants): string[] {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...names].filter((name) => levelOf(first, name) !== levelOf(second, name)).sort();
}

/** The built-in role a custom one is closest to: what it is compared with unless another is chosen. */
export function nearestBase(grants: Grants, roles: Role[]): Role | null {
  const built = roles.filter((role) => role.built_in);
  const ranked = built.map((role) => ({ role, distance: differences(grants, role.permissions).length }));
  ranked.sort((a, b) => a.distance - b.distance);
  return ranked[0]?.role ?? null;
}
