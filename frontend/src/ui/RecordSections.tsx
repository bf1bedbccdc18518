import { Skeleton } from "@mantine/core";
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from "react";
import { translate } from "../lib/i18n";
import type { RecordSection, RecordSectionProps } from "../lib/manifest";
import { recordSections } from "../lib/sections";
import { useCan } from "../lib/session";
import classes from "./RecordSections.module.css";

const loaded = new Map<string, LazyExoticComponent<ComponentType<RecordSectionProps>>>();

function componentOf(section: RecordSection): LazyExoticComponent<ComponentType<RecordSectionProps>> {
  const known = loaded.get(section.id) ?? lazy(section.component);
  loaded.set(section.id, known);
  return known;
}

/** What other features add to the page of a record: files, … Each draws its own heading actions. */
export function RecordSections({
  place = "aside",
  ...props
}: RecordSectionProps & { place?: RecordSection["place"] }) {
  const can = useCan();
  const sections = recordSections
    .use()
    .filter((section) => (section.place ?? "aside") === place)
    .filter((section) => !section.permission || can(section.permission));
  return sections.map((section) => {
    const Section = componentOf(section);
    const label = translate(section.label.ns, section.label.key);
    return (
      <section
        key={section.id}
        className={place === "aside" ? classes.section : undefined}
        aria-label={label}
      >
        <Suspense fallback={<Skeleton height={32} radius="sm" />}>
          <Section {...props} />
        </Suspense>
      </section>
    );
  });
}
