import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useWorkspacePath } from "../../../lib/address";
import type { RecordSectionProps } from "../../../lib/manifest";
import { useObjects } from "../../../lib/objects";
import { recordKind } from "../../../lib/recordKinds";
import fields from "../fields/fields.module.css";
import { useFieldMessages } from "../fields/messages";
import classes from "./own.module.css";
import { relatedQuery } from "./queries";

/** The records that point to this one by a relation administrators added. */
export default function RelatedSection({ object, id }: RecordSectionProps) {
  const t = useFieldMessages();
  const path = useWorkspacePath();
  const relations = useObjects().flatMap((kind) =>
    kind.fields
      .filter((field) => field.custom && field.kind === "relation" && field.target === object)
      .map((field) => ({ kind, field })),
  );
  const found = useQueries({
    queries: relations.map(({ kind, field }) => relatedQuery(kind.name, field.name, id)),
  });
  return relations.map(({ kind, field }, index) => {
    const records = found[index]?.data ?? [];
    if (records.length === 0) return null;
    return (
      <div key={`${kind.name}.${field.name}`}>
        <h2 className={fields.title}>
          {t("own.related", { name: kind.plural })}
          <span className={classes.by}>{t("own.relatedBy", { name: field.label })}</span>
        </h2>
        <ul className={classes.links}>
          {records.map((record) => {
            const page = recordKind(kind.name)?.path(record.id);
            return (
              <li key={record.id}>{page ? <Link to={path(page)}>{record.title}</Link> : record.title}</li>
            );
          })}
        </ul>
      </div>
    );
  });
}
