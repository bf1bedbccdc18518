import { IconBuilding, IconFileDescription, IconLayoutKanban, IconUsers } from "@tabler/icons-react";
import { translate } from "../../../lib/i18n";
import type { Icon } from "../../../lib/manifest";
import { recordKind } from "../../../lib/recordKinds";

/** Objects a file can fill, in the order they are offered. */
export const IMPORTABLE = ["deal", "contact", "organisation"] as const;

const ICONS: Record<string, Icon> = {
  deal: IconLayoutKanban,
  contact: IconUsers,
  organisation: IconBuilding,
};

/** The icon of a kind of record: the one its own feature chose, else the usual one. */
export function objectIcon(object: string): Icon {
  return recordKind(object)?.icon ?? ICONS[object] ?? IconFileDescription;
}

/** "Contacts": the plural its own feature gives, else the usual one. */
export function objectPlural(object: string): string {
  const kind = recordKind(object);
  if (kind) return translate(kind.plural.ns, kind.plural.key);
  return (IMPORTABLE as readonly string[]).includes(object)
    ? translate("imports", `objects.${object}`)
    : object;
}

/** The list where imported records show. */
export const LISTS: Record<string, string> = {
  deal: "/pipeline",
  contact: "/contacts",
  organisation: "/organisations",
};

/** "Importer des contacts" */
export function importTitle(object: string): string {
  return (IMPORTABLE as readonly string[]).includes(object)
    ? translate("imports", `titles.${object}`)
    : translate("imports", "titleOf", { objects: objectPlural(object) });
}
