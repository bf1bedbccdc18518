import { Select } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight, IconCheck, IconMinus } from "@tabler/icons-react";
import { memo, useMemo } from "react";
import { useFormat } from "../../../lib/format";
import { ColumnRules } from "./ColumnRules";
import classes from "./mapping.module.css";
import { useImportMessages } from "./messages";
import type { ImportColumn, ImportDetails, MappingChange } from "./queries";
import { confidenceOf, filledShare, groupedFields } from "./rules";
import wizard from "./wizard.module.css";

/** The option that leaves a column out. */
const IGNORED = "";
const MARKS = { sure: IconCheck, check: IconAlertTriangle, ignored: IconMinus };

interface Item {
  value: string;
  label: string;
}
type Option = Item | { group: string; items: Item[] };

interface ColumnRowProps {
  column: ImportColumn;
  rows: number;
  options: Option[];
  change: (change: MappingChange) => void;
}

const ColumnRow = memo(function ColumnRow({ column, rows, options, change }: ColumnRowProps) {
  const t = useImportMessages();
  const format = useFormat();
  const confidence = confidenceOf(column);
  const Mark = MARKS[confidence];
  const share = filledShare(column, rows);
  const facts = column.filled === 0 ? t("mapping.emptyColumn") : t("mapping.filled", { share });
  return (
    <li className={classes.row}>
      <div className={classes.source}>
        <span className={`${classes.header} truncate`} title={column.header}>
          {column.header}
        </span>
        <span className={`${classes.samples} truncate`} title={column.samples.join(", ")}>
          {column.samples.join(", ") || facts}
        </span>
      </div>
      <IconArrowRight size={16} stroke={1.75} className={classes.arrow} aria-hidden />
      <Select
        className={classes.target}
        data={options}
        value={column.field ?? IGNORED}
        allowDeselect={false}
        data-ignored={column.field === null || undefined}
        aria-label={t("mapping.fieldOf", { name: column.header })}
        searchable
        maxDropdownHeight={320}
        comboboxProps={{ width: 260, position: "bottom-start" }}
        onChange={(field) => change({ columns: [{ index: column.index, field: field || null }] })}
      />
      <span className={classes.mark} data-confidence={confidence} title={`${format.percent(share)}`}>
        <Mark size={16} stroke={1.75} aria-hidden />
        {t(`mapping.${confidence}`)}
      </span>
      {column.field ? <ColumnRules column={column} change={change} /> : <span />}
    </li>
  );
});

/** Each column of the file with samples, the field it goes to, and how sure the proposal is. */
export function ColumnTable({
  details,
  change,
}: {
  details: ImportDetails;
  change: (change: MappingChange) => void;
}) {
  const t = useImportMessages();
  const options = useMemo(
    () => [
      { value: IGNORED, label: t("mapping.ignore") },
      ...groupedFields(details.fields).flatMap(({ group, fields }): Option[] => {
        const items = fields.map((field) => ({ value: field.name, label: field.label }));
        return group ? [{ group, items }] : items;
      }),
    ],
    [details.fields, t],
  );
  const mapped = details.columns.filter((column) => column.field !== null).length;
  return (
    <section className={wizard.section}>
      <div className={wizard.sectionHead}>
        <h2 className={wizard.sectionTitle}>{t("mapping.title")}</h2>
        <span className={`${wizard.count} tabular`}>
          {t("mapping.count", { done: mapped, total: details.columns.length })}
        </span>
      </div>
      <div className={classes.columnHead} aria-hidden="true">
        <span>{t("mapping.column")}</span>
        <span />
        <span>{t("mapping.field")}</span>
        <span>{t("mapping.confidence")}</span>
        <span />
      </div>
      <ul>
        {details.columns.map((column) => (
          <ColumnRow
            key={column.index}
            column={column}
            rows={details.rows_total}
            options={options}
            change={change}
          />
        ))}
      </ul>
    </section>
  );
}
