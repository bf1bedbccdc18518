import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import { RelativeDate } from "../../../ui/values";
import classes from "./duplicates.module.css";
import { useDuplicateMessages } from "./messages";
import type { ComparedField, Comparison } from "./queries";

interface Props {
  comparison: Comparison;
  chosen: Record<string, string>;
  onChoose: (field: string, id: string) => void;
}

/** Records in columns, fields in rows; each value that differs can be chosen. */
export function MergeTable({ comparison, chosen, onChoose }: Props) {
  const t = useDuplicateMessages();
  const [all, setAll] = useState(false);
  const { records, survivor_id: survivor } = comparison;
  const filled = comparison.fields.filter((field) => field.values.some((value) => value !== null));
  const differing = filled.filter((field) => field.differs);
  const same = filled.filter((field) => !field.differs);
  return (
    <div className={classes.tableScroll}>
      <table className={classes.mergeTable}>
        <thead>
          <tr>
            <td />
            {records.map((record) => (
              <th key={record.id} scope="col" data-kept={record.id === survivor || undefined}>
                <Radio
                  value={record.id}
                  label={record.title}
                  description={record.id === survivor ? t("kept") : t("keep")}
                />
                <span className={classes.quiet}>
                  {t("created")} <RelativeDate value={record.created_at} />
                </span>
                {record.owner_name ? (
                  <span className={classes.quiet}>{t("owner", { name: record.owner_name })}</span>
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("follows")}</th>
            {records.map((record) => (
              <td key={record.id}>
                {record.follows.map((each) => `${each.label} ${each.count}`).join(", ") ||
                  t("nothingFollows")}
              </td>
            ))}
          </tr>
          {differing.map((field) => (
            <Row
              key={field.name}
              field={field}
              ids={records.map((record) => record.id)}
              chosen={chosen[field.name] ?? field.proposed}
              onChoose={onChoose}
            />
          ))}
          {all
            ? same.map((field) => (
                <tr key={field.name}>
                  <th scope="row">{field.label}</th>
                  {records.map((record, place) => (
                    <td key={record.id}>{field.values[place]}</td>
                  ))}
                </tr>
              ))
            : null}
        </tbody>
      </table>
      {same.length > 0 ? (
        <p className={classes.quiet}>
          {t("sameFields", { count: same.length })}{" "}
          <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
            {t(all ? "hideSame" : "showSame")}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

interface RowProps {
  field: ComparedField;
  ids: readonly string[];
  chosen: string;
  onChoose: Props["onChoose"];
}

function Row({ field, ids, chosen, onChoose }: RowProps) {
  const t = useDuplicateMessages();
  return (
    <tr>
      <th scope="row">
        {field.label}
        {field.strict ? <span className={classes.quiet}>{t("strict")}</span> : null}
      </th>
      {ids.map((id, place) => (
        <td key={id} data-chosen={id === chosen || undefined}>
          <label className={classes.value}>
            <input
              type="radio"
              name={field.name}
              checked={id === chosen}
              disabled={field.strict}
              onChange={() => onChoose(field.name, id)}
              aria-label={`${field.label} : ${field.values[place] ?? t("empty_value")}`}
            />
            <span>{field.values[place] ?? <em className={classes.quiet}>{t("empty_value")}</em>}</span>
          </label>
        </td>
      ))}
    </tr>
  );
}
