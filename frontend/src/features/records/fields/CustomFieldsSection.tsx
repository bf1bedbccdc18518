import { Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { RecordSectionProps } from "../../../lib/manifest";
import { useObjectInfo } from "../../../lib/objects";
import { Problem } from "../../../lib/problem";
import { ErrorState } from "../../../ui/ErrorState";
import { Facts } from "../../../ui/record/Facts";
import { notifyProblem } from "../../../ui/toasts";
import { CustomFact } from "./CustomFact";
import classes from "./fields.module.css";
import { useFieldMessages } from "./messages";
import { ChangedMeanwhile, recordQuery, saveValue } from "./queries";

/** The fields administrators added, on the page of a record. */
export default function CustomFieldsSection({ object, id, canEdit }: RecordSectionProps) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const info = useObjectInfo(object);
  const fields = info?.fields.filter((field) => field.custom && field.name !== "tags") ?? [];
  const record = useQuery({ ...recordQuery(object, id), enabled: fields.length > 0 });
  if (fields.length === 0) return null;
  const save = async (name: string, value: unknown) => {
    try {
      await saveValue(queries, object, id, name, value);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      notifyProblem(new Problem({ status: 412, title: t("conflict") }));
    }
  };
  return (
    <>
      <h2 className={classes.title}>{t("section")}</h2>
      {record.isError && !record.data ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : null}
      {record.isPending ? <Skeleton height={28 * fields.length} radius="sm" /> : null}
      {record.data ? (
        <Facts>
          {fields.map((field) => (
            <CustomFact
              key={field.name}
              field={field}
              value={record.data.values[field.name]}
              label={record.data.labels[field.name]}
              editable={canEdit}
              onSave={(value) => save(field.name, value)}
            />
          ))}
        </Facts>
      ) : null}
    </>
  );
}
