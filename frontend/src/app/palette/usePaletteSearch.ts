import { useEffect, useState } from "react";
import type { PaletteRecord } from "../../lib/manifest";
import { offers } from "../manifests";
import type { Scope } from "./items";

const WAIT_MS = 90;

export interface PaletteFound {
  records: PaletteRecord[];
  /** The text these records answer. */
  text: string;
  failed: boolean;
}

/** Records for what is typed. The former ones stay until the new ones arrive, so that nothing flickers. */
export function usePaletteSearch(text: string, scope: Scope): PaletteFound {
  const [found, setFound] = useState<PaletteFound>({ records: [], text: "", failed: false });
  useEffect(() => {
    if (!text || scope === "actions") {
      setFound({ records: [], text, failed: false });
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const lists = await Promise.all(
          offers.paletteSearches.map((search) => search(text, scope, abort.signal)),
        );
        if (!abort.signal.aborted) setFound({ records: lists.flat(), text, failed: false });
      } catch {
        if (!abort.signal.aborted) setFound({ records: [], text, failed: true });
      }
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, scope]);
  return found;
}
