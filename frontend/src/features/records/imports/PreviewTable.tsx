import { ActionIcon, Skeleton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useMemo } from "react";
import { sentence } from "../../../lib/typography";
import classes from "./check.module.css";
import { useImportMessages } from "./messages";
import { OutcomePill } from "./OutcomePill";
import type { ImportField, ImportPreviewRow } from "./queries";

const SHOWN_FIELDS = 4;
const RIGHT_KINDS = new Set(["money", "number", "percent"]);

const WORTH: Record<string, number> = {
  email: 5,
  money: 5,
  relation: 4,
  phone: 3,
  choice: 3,
  date: 2,
  member: 2,
};

const NAME_PARTS = ["first_name", "last_name"];

/** The name a row is known by; a person's is in two columns. */
function nameOf(row: ImportPreviewRow): string {
  return NAME_PARTS.flatMap((part) => row.values[part] ?? []).join(" ") || row.title;
}

/** Fields worth a column: filled ones that tell most about a row, in the order of the form; the title apart. */
export function shownFields(fields: ImportField[], rows: ImportPreviewRow[]): ImportField[] {
  const filled = (field: ImportField) =>
    rows.filter((row) => row.values[field.name] && row.values[field.name] !== row.title).length;
  const chosen = fields
    .filter((field) => !NAME_PARTS.includes(field.name))
    .map((field) => ({ field, weight: filled(field) * (WORTH[field.kind] ?? 1) }))
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, SHOWN_FIELDS)
    .map((entry) => entry.field);
  return fields.filter((field) => chosen.includes(field));
}

function Value({ row, field }: { row: ImportPreviewRow; field: ImportField }) {
  const t = useImportMessages();
  const change = row.changes.find((entry) => entry.field === field.name);
  const wrong = row.reasons.some((reason) => reason.field === field.name);
  const value = row.values[field.name];
  if (change) {
    return (
      <>
        {change.before ? (
          <del className={classes.old}>
            <span className="visually-hidden">{t("check.was")} </span>
            {change.before}
          </del>
        ) : null}
        <ins className={classes.new}>{change.after ?? t("check.empty")}</ins>
      </>
    );
  }
  if (!value) return <span className={classes.none}>{wrong ? t("check.empty") : ""}</span>;
  return <span className={wrong ? classes.wrong : undefined}>{value}</span>;
}

/** Why the row ends as it does, complete: never cut. */
function Reason({ row, shown }: { row: ImportPreviewRow; shown: ImportField[] }) {
  const t = useImportMessages();
  if (row.outcome === "refuse") {
    const said = row.reasons.map((reason) => sentence(reason.message));
    return <span className={classes.refused}>{said.join(" · ") || t("check.reasonRefuse")}</span>;
  }
  if (row.outcome === "skip") {
    return row.reasons.map((reason) => sentence(reason.message)).join(" · ") || t("check.reasonSkip");
  }
  if (row.outcome === "restore" && row.changes.length === 0) return t("check.reasonRestore");
  if (row.outcome === "identical") return t("check.reasonIdentical");
  if (row.outcome === "create") return t("check.reasonCreate");
  const elsewhere = row.changes.filter((change) => !shown.some((field) => field.name === change.field));
  if (elsewhere.length === 0) return t("check.reasonUpdateBare");
  return elsewhere.map((change) => (
    <span key={change.field} className={classes.change}>
      {change.label}
      {"\u00a0: "}
      {change.before ? <del className={classes.old}>{change.before}</del> : null}
      <ins className={classes.new}>{change.after ?? t("check.empty")}</ins>
    </span>
  ));
}

/** Rows of the file with action, main values and complete reason; skeleton rows while the check runs. */
export function PreviewTable({
  rows,
  fields,
  onCorrect,
}: {
  rows: ImportPreviewRow[] | undefined;
  fields: ImportField[];
  onCorrect?: (row: ImportPreviewRow) => void;
}) {
  const t = useImportMessages();
  const shown = useMemo(() => (rows ? shownFields(fields, rows) : fields), [fields, rows]);
  const align = (field: ImportField) => (RIGHT_KINDS.has(field.kind) ? "right" : undefined);
  return (
    <table className={classes.table} aria-busy={rows === undefined || undefined}>
      <thead>
        <tr>
          <th scope="col" data-align="right">
            {t("check.line")}
          </th>
          <th scope="col">{t("check.action")}</th>
          <th scope="col">{t("check.name")}</th>
          {shown.map((field) => (
            <th key={field.name} scope="col" data-align={align(field)} className={classes.optional}>
              {field.label}
            </th>
          ))}
          <th scope="col">{t("check.reason")}</th>
          {onCorrect ? (
            <th scope="col">
              <span className="visually-hidden">{t("correct.column")}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows === undefined
          ? Array.from({ length: 10 }, (_, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity.
              <tr key={line} aria-hidden="true">
                <td>
                  <Skeleton height={10} width={20} />
                </td>
                <td>
                  <Skeleton height={18} width={72} />
                </td>
                <td colSpan={shown.length + 2}>
                  <Skeleton height={10} width={`${45 + ((line * 17) % 40)}%`} />
                </td>
              </tr>
            ))
          : rows.map((row) => (
              <tr key={row.line} data-outcome={row.outcome}>
                <td data-align="right" className={classes.line}>
                  <span className={classes.lineWord}>{t("check.line")} </span>
                  {row.line}
                </td>
                <td className={classes.pillCell}>
                  <OutcomePill outcome={row.outcome} />
                </td>
                <th scope="row" className={classes.name} title={nameOf(row)}>
                  {nameOf(row) || <span className={classes.none}>{t("check.empty")}</span>}
                </th>
                {shown.map((field) => (
                  <td
                    key={field.name}
                    data-align={align(field)}
                    className={classes.optional}
                    title={row.values[field.name]}
                  >
                    <Value row={row} field={field} />
                  </td>
                ))}
                <td className={classes.reason}>
                  <Reason row={row} shown={shown} />
                  {row.corrected.length > 0 ? ` ${t("check.correctedRow")}` : null}
                </td>
                {onCorrect ? (
                  <td className={classes.correct}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t("correct.open", { line: row.line })}
                      onClick={() => onCorrect(row)}
                    >
                      <IconPencil size={16} stroke={1.75} />
                    </ActionIcon>
                  </td>
                ) : null}
              </tr>
            ))}
      </tbody>
    </table>
  );
}
