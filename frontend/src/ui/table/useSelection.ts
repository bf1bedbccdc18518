import { useRef } from "react";

/** Toggling rows, with Shift selecting everything between the last click and this one. */
export function useSelection(
  ids: string[],
  selection: ReadonlySet<string> | undefined,
  onChange: ((selection: Set<string>) => void) | undefined,
) {
  const anchor = useRef<number | null>(null);
  const toggle = (index: number, range = false) => {
    if (!onChange) return;
    const next = new Set(selection);
    const id = ids[index];
    if (id === undefined) return;
    const add = !next.has(id);
    const from = range && anchor.current !== null ? anchor.current : index;
    for (const each of ids.slice(Math.min(from, index), Math.max(from, index) + 1)) {
      if (add) next.add(each);
      else next.delete(each);
    }
    anchor.current = index;
    onChange(next);
  };
  const all = ids.length > 0 && ids.every((id) => selection?.has(id));
  const some = !all && ids.some((id) => selection?.has(id));
  const toggleAll = () => onChange?.(all ? new Set() : new Set(ids));
  return { toggle, toggleAll, all, some };
}
