import { Button, Select } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-react";
import { notifyProblem } from "../../../ui/toasts";
import { Associations } from "./Associations";
import { ColumnTable } from "./ColumnTable";
import classes from "./mapping.module.css";
import { useImportMessages } from "./messages";
import { type ImportDetails, type MappingChange, useCommand, useUpdateMapping } from "./queries";
import { mappingProblems } from "./rules";
import wizard from "./wizard.module.css";

type Change = (change: MappingChange) => void;

function LayoutFacts({ details, change }: { details: ImportDetails; change: Change }) {
  const t = useImportMessages();
  const facts = [
    {
      label: t("layout.encoding"),
      key: "encoding",
      value: details.encoding,
      data: [
        { value: "utf-8", label: "UTF-8" },
        { value: "utf-16", label: "UTF-16" },
        { value: "utf-32", label: "UTF-32" },
        { value: "cp1252", label: t("layout.windows") },
        { value: "mac-roman", label: t("layout.mac") },
      ],
    },
    {
      label: t("layout.separator"),
      key: "separator",
      value: details.separator,
      data: [
        { value: ",", label: t("layout.comma") },
        { value: ";", label: t("layout.semicolon") },
        { value: "\t", label: t("layout.tab") },
        { value: "|", label: t("layout.pipe") },
      ],
    },
    {
      label: t("layout.decimal"),
      key: "decimal_sign",
      value: details.decimal_sign,
      data: [
        { value: ",", label: t("layout.decimalComma") },
        { value: ".", label: t("layout.decimalPoint") },
      ],
    },
    {
      label: t("layout.dates"),
      key: "date_order",
      value: details.date_order,
      data: ["dmy", "mdy", "ymd"].map((value) => ({ value, label: t(`layout.${value as "dmy"}`) })),
    },
  ];
  return (
    <section className={wizard.section}>
      <h2 className={wizard.sectionTitle}>{t("layout.title")}</h2>
      <p className={wizard.sectionHint}>{t("layout.hint")}</p>
      <div className={classes.facts}>
        {facts.map(({ label, key, value, data }) => (
          <Select
            key={key}
            className={key === "encoding" || key === "separator" ? classes.fullFact : undefined}
            label={label}
            data={data}
            value={value}
            allowDeselect={false}
            onChange={(next) => next && change({ [key]: next })}
          />
        ))}
      </div>
    </section>
  );
}

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

function Matching({ details, change }: { details: ImportDetails; change: Change }) {
  const t = useImportMessages();
  if (details.match_fields.length === 0) return null;
  const labelOf = (name: string) => details.fields.find((field) => field.name === name)?.label ?? name;
  return (
    <section className={wizard.section}>
      <h2 className={wizard.sectionTitle}>{t("mapping.match")}</h2>
      <div className={classes.stack}>
        <Select
          label={t("mapping.matchBy")}
          placeholder={t("mapping.matchNone")}
          clearable
          data={details.match_fields.map((name) => ({ value: name, label: labelOf(name) }))}
          value={details.match_field}
          onChange={(value) => change({ match_field: value })}
        />
        <Select
          label={t("mapping.whenMatched")}
          allowDeselect={false}
          disabled={!details.match_field}
          data={(["update", "skip", "create"] as const).map((value) => ({
            value,
            label: t(`mapping.${value}`),
          }))}
          value={details.when_matched}
          onChange={(value) => value && change({ when_matched: value as ImportDetails["when_matched"] })}
        />
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
