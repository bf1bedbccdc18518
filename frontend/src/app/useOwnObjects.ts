import { useEffect, useMemo } from "react";
import { currentLanguage, translations } from "../lib/i18n";
import { objectIcon } from "../lib/objectIcons";
import { type ObjectInfo, useObjects } from "../lib/objects";
import { recordKinds } from "../lib/recordKinds";
import { offers } from "./manifests";

/** Path of the list of a custom object. */
export const ownObjectPath = (name: string) => `/o/${name}`;

/** The kinds of record administrators added; they join what search, trash and timelines know of records. */
export function useOwnObjects(): ObjectInfo[] {
  const objects = useObjects();
  const own = useMemo(() => objects.filter((each) => each.custom), [objects]);
  useEffect(() => {
    const language = currentLanguage();
    for (const each of own) translations.addResource(language, "ownObjects", each.name, each.plural);
    recordKinds.set([
      ...offers.panels,
      ...own.map((each) => ({
        object: each.name,
        page: offers.ownPanel(each.name),
        path: (id: string) => `${ownObjectPath(each.name)}/${id}`,
        icon: objectIcon(each.icon),
        plural: { ns: "ownObjects", key: each.name },
      })),
    ]);
  }, [own]);
  return own;
}
