import { Suspense } from "react";
import { gridPart } from "../lib/grids";
import type { RecordGridProps } from "../lib/manifest";

/** The grid of a kind of record, drawn by the feature that offers it, inside a page of another. */
export function RecordGridHost(props: RecordGridProps) {
  const Part = gridPart.use();
  if (!Part) return null;
  return (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}
