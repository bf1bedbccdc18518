import { useEffect } from "react";
import { useGo, usePanel } from "../lib/address";
import { recordKind } from "../lib/recordKinds";

/** Old addresses lead on: shows the record into which the one asked for was merged, in the panel or as a page. */
export function MergedRedirect({ object, id }: { object: string; id: string }) {
  const go = useGo();
  const { panel, open } = usePanel();
  const inPanel = panel?.object === object;
  useEffect(() => {
    const path = recordKind(object)?.path(id);
    if (inPanel) open(object, id);
    else if (path) go(path);
  }, [object, id, inPanel, open, go]);
  return null;
}
