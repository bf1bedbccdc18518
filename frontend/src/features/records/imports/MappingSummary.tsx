import { Button, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight, IconCheck, IconMinus } from "@tabler/icons-react";
import { valuesTitle } from "./Associations";
import classes from "./check.module.css";
import { useImportMessages } from "./messages";
import type { ImportDetails } from "./queries";
import { confidenceOf, unsettled } from "./rules";
import wizard from "./wizard.module.css";

const MARKS = { sure: IconCheck, check: IconAlertTriangle, ignored: IconMinus };

/** The mapping beside the check, to read and to go back to. */
export function MappingSummary({
  details,
  onEdit,
}: {
  details: ImportDetails;
  onEdit: (anchor?: string) => void;
}) {
  const t = useImportMessages();
  const labelOf = (name: string) => details.fields.find((field) => field.name === name)?.label ?? name;
  const mapped = details.columns.filter((column) => column.field !== null);
  return (
    <aside className={classes.summary} aria-label={t("check.summary")}>
      <div className={classes.summaryHead}>
        <h2 className={wizard.sectionTitle}>{t("check.summary")}</h2>
        <span className={`${wizard.count} tabular`}>
          {t("mapping.count", { done: mapped.length, total: details.columns.length })}
        </span>
        <Button
          variant="subtle"
          size="xs"
          data-accent
          c="var(--sl-accent)"
          className={classes.edit}
          onClick={() => onEdit()}
        >
          {t("check.edit")}
        </Button>
      </div>
      <ul>
        {details.columns.map((column) => {
          const confidence = confidenceOf(column);
          const Mark = MARKS[confidence];
          return (
            <li key={column.index} className={classes.pair}>
              <span className={classes.pairSource}>
                <span className="truncate" title={column.header}>
                  {column.header}
                </span>
                <span className={`${classes.pairSample} truncate`}>
                  {column.samples[0] ?? t("mapping.emptyColumn")}
                </span>
              </span>
              <IconArrowRight size={16} stroke={1.75} aria-hidden />
              <span
                className={`${classes.pairTarget} truncate`}
                data-ignored={column.field === null || undefined}
              >
                {column.field ? labelOf(column.field) : t("mapping.ignored")}
              </span>
              <span className={classes.pairMark} data-confidence={confidence}>
                <Mark size={16} stroke={1.75} aria-hidden />
                <span className="visually-hidden">{t(`mapping.${confidence}`)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {details.associations
        .filter((association) => unsettled(association) > 0)
        .map((association) => (
          <p key={association.field} className={classes.warning}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            <span>
              {valuesTitle(t, association)}
              {". "}
              <UnstyledButton className={classes.link} onClick={() => onEdit("values")}>
                {t("values.associate")}
              </UnstyledButton>
            </span>
          </p>
        ))}
    </aside>
  );
}
