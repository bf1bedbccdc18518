import { Select } from "@mantine/core";
import classes from "./mapping.module.css";
import { useImportMessages } from "./messages";
import type { ImportAssociation, ImportDetails, ImportValue, MappingChange, StageKind } from "./queries";
import { unsettled } from "./rules";
import wizard from "./wizard.module.css";

type Change = (change: MappingChange) => void;
const MATCH = "match:";

/** What the choice shows: an existing value, or one of the three other ends. */
function choiceOf(entry: ImportValue): string {
  return entry.action === "match" ? `${MATCH}${entry.target}` : entry.action;
}

function ValueRow({
  association,
  entry,
  change,
}: {
  association: ImportAssociation;
  entry: ImportValue;
  change: Change;
}) {
  const t = useImportMessages();
  const isStage = association.options.some((option) => option.kind);
  const others = [
    ...(association.can_create
      ? [{ value: "create", label: t("values.create", { name: entry.value }) }]
      : []),
    { value: "empty", label: t("values.empty") },
    { value: "refuse", label: t("values.refuse") },
  ];
  const data = [
    {
      group: association.label,
      items: association.options.map((option) => ({ value: MATCH + option.id, label: option.label })),
    },
    { group: "—", items: others },
  ];
  const choose = (choice: string) => {
    const base = { field: association.field, value: entry.value };
    const decision = choice.startsWith(MATCH)
      ? { ...base, action: "match" as const, target: choice.slice(MATCH.length) }
      : { ...base, action: choice as ImportValue["action"], target: null };
    change({ values: [decision] });
  };
  const setKind = (kind: StageKind) =>
    change({ values: [{ field: association.field, value: entry.value, action: "create", kind }] });
  return (
    <li className={classes.valueRow}>
      <div className={classes.source}>
        <span className={`${classes.header} truncate`} title={entry.value}>
          {entry.value}
        </span>
        <span className={`${classes.samples} tabular`}>{t("values.times", { count: entry.count })}</span>
      </div>
      <div className={classes.valueChoice}>
        <Select
          data={data}
          value={choiceOf(entry)}
          searchable
          allowDeselect={false}
          aria-label={t("values.choose", { value: entry.value })}
          comboboxProps={{ width: 280, position: "bottom-start" }}
          onChange={(choice) => choice && choose(choice)}
        />
        {isStage && entry.action === "create" ? (
          <Select
            data={(["open", "won", "lost"] as const).map((kind) => ({
              value: kind,
              label: t(`values.${kind}`),
            }))}
            value={entry.kind ?? "open"}
            allowDeselect={false}
            aria-label={t("values.kind", { value: entry.value })}
            onChange={(kind) => kind && setKind(kind as StageKind)}
          />
        ) : null}
      </div>
    </li>
  );
}

/** "« Étape » : 2 valeurs à créer ou à associer", counting those that are not matched. */
export function valuesTitle(t: ReturnType<typeof useImportMessages>, association: ImportAssociation): string {
  const count = unsettled(association);
  if (count === 0) return t("values.settled", { field: association.label });
  return t(count === 1 ? "values.ofOne" : "values.of", { field: association.label, count });
}

/** Values of the file that are not known yet (stages, owners, choices), and what becomes of each. */
export function Associations({ details, change }: { details: ImportDetails; change: Change }) {
  const t = useImportMessages();
  const open = details.associations.filter((association) => association.values.length > 0);
  if (open.length === 0) return null;
  return (
    <section className={wizard.section} id="values">
      <h2 className={wizard.sectionTitle}>{t("values.title")}</h2>
      <p className={wizard.sectionHint}>{t("values.hint")}</p>
      {open.map((association) => (
        <div key={association.field} className={classes.association}>
          <h3 className={classes.associationTitle}>{valuesTitle(t, association)}</h3>
          <ul>
            {association.values.map((entry) => (
              <ValueRow key={entry.value} association={association} entry={entry} change={change} />
            ))}
          </ul>
          {association.unknown > association.values.length ? (
            <p className={wizard.sectionHint}>{t("values.more", { count: association.values.length })}</p>
          ) : null}
        </div>
      ))}
    </section>
  );
}
