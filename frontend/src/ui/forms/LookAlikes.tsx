import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from "react";
import { type LookAlikesPart, type LookAlikesProps, lookAlikesPart } from "../../lib/lookAlikes";

const loaded = new Map<LookAlikesPart, LazyExoticComponent<ComponentType<LookAlikesProps>>>();

function componentOf(part: LookAlikesPart): LazyExoticComponent<ComponentType<LookAlikesProps>> {
  const known = loaded.get(part) ?? lazy(part);
  loaded.set(part, known);
  return known;
}

/** Says calmly, while a record is typed, that similar ones exist. Draws nothing when no feature offers it. */
export function LookAlikes(props: LookAlikesProps) {
  const part = lookAlikesPart.use();
  if (!part) return null;
  const Warning = componentOf(part);
  return (
    <Suspense fallback={null}>
      <Warning {...props} />
    </Suspense>
  );
}
