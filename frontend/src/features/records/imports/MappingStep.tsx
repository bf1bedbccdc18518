import { Button, Select } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-react";
import { notifyProblem } from "../../../ui/toasts";
import { Associations } from "./Associations";
import { ColumnTable } from "./ColumnTable";
import { Content, LayoutFacts } from "./LayoutFacts";
import { Matching } from "./Matching";
import classes from "./mapping.module.css";
import { useImportMessages } from "./messages";
import { type ImportDetails, type MappingChange, useCommand, useUpdateMapping } from "./queries";
import { mappingProblems } from "./rules";
import wizard from "./wizard.module.css";

type Change = (change: MappingChange) => void;

function FixedValues({ details, change }: { details: ImportDetails; change: Change }) {
  const t = useImportMessages();
  if (details.fixed.length === 0) return null;
  return (
    <section className={wizard.section}>
      <h2 className={wizard.sectionTitle}>{t("mapping.fixed")}</h2>
      <p className={wizard.sectionHint}>{t("mapping.fixedHint")}</p>
      <div className={classes.stack}>
        {details.fixed.map((entry) => (
          <Select
            key={entry.field}
            label={entry.label}
            placeholder={t("mapping.fixedNone")}
            searchable={entry.options.length > 8}
            clearable={!entry.required}
            allowDeselect={!entry.required}
            withAsterisk={entry.required}
            data={entry.options.map((option) => ({ value: option.id, label: option.label }))}
            value={entry.value}
            onChange={(value) => change({ fixed: [{ field: entry.field, value }] })}
          />
        ))}
      </div>
    </section>
  );
}

function Problems({ details }: { details: ImportDetails }) {
  const t = useImportMessages();
  const labelOf = (name: string) => details.fields.find((field) => field.name === name)?.label ?? name;
  const problems = mappingProblems(details);
  if (problems.length === 0) return null;
  return (
    <ul className={classes.problems} role="status">
      {problems.map((problem) => (
        <li key={`${problem.kind}-${problem.field}`}>
          <IconAlertTriangle size={16} stroke={1.75} />
          {t(`mapping.${problem.kind}`, { name: labelOf(problem.field) })}
        </li>
      ))}
    </ul>
  );
}

/** Second step: where each column goes, what unknown values become, how existing records are recognised. */
export function MappingStep({ details }: { details: ImportDetails }) {
  const update = useUpdateMapping(details.id);
  const change: Change = (next) => update.mutate(next, { onError: (error) => notifyProblem(error) });
  return (
    <div className={classes.layout}>
      <div className={classes.main}>
        <Problems details={details} />
        <ColumnTable details={details} change={change} />
        <Associations details={details} change={change} />
      </div>
      <aside className={classes.side}>
        <Content details={details} change={change} />
        <FixedValues details={details} change={change} />
        <Matching details={details} change={change} />
        <LayoutFacts details={details} change={change} />
      </aside>
    </div>
  );
}

/** Foot of the mapping step. */
export function MappingFooter({ details, onChecked }: { details: ImportDetails; onChecked: () => void }) {
  const t = useImportMessages();
  const command = useCommand(details.id);
  const check = () =>
    command.mutate("check", { onSuccess: onChecked, onError: (error) => notifyProblem(error) });
  return (
    <>
      <p className={wizard.promise}>
        <IconShieldCheck size={16} stroke={1.75} />
        {t("mapping.nothingWritten")}
      </p>
      <Button onClick={check} loading={command.isPending} disabled={mappingProblems(details).length > 0}>
        {t("mapping.next", { count: details.rows_total })}
      </Button>
    </>
  );
}
