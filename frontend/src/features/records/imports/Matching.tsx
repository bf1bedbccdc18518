import { Select } from "@mantine/core";
import classes from "./mapping.module.css";
import { useImportMessages } from "./messages";
import type { ImportDetails, MappingChange } from "./queries";
import { type Mode, modeOf, rulesOf } from "./rules";
import wizard from "./wizard.module.css";

const MODES: Mode[] = ["both", "create", "update", "always"];

/** How existing records are recognised, and what becomes of them, of new ones and of those in the trash. */
export function Matching({
  details,
  change,
}: {
  details: ImportDetails;
  change: (change: MappingChange) => void;
}) {
  const t = useImportMessages();
  if (details.match_fields.length === 0) return null;
  return (
    <section className={wizard.section}>
      <h2 className={wizard.sectionTitle}>{t("mapping.match")}</h2>
      <div className={classes.stack}>
        <Select
          label={t("mapping.matchBy")}
          placeholder={t("mapping.matchNone")}
          clearable
          data={details.match_fields.map(({ name, label }) => ({ value: name, label }))}
          value={details.match_field}
          onChange={(value) => change({ match_field: value })}
        />
        <Select
          label={t("mapping.mode")}
          allowDeselect={false}
          disabled={!details.match_field}
          data={MODES.map((value) => ({ value, label: t(`mapping.modes.${value}`) }))}
          value={modeOf(details)}
          onChange={(value) => value && change(rulesOf(value as Mode))}
        />
        {details.match_field && modeOf(details) !== "always" ? (
          <Select
            label={t("mapping.whenTrashed")}
            allowDeselect={false}
            data={(["skip", "restore"] as const).map((value) => ({
              value,
              label: t(`mapping.trashed.${value}`),
            }))}
            value={details.when_trashed}
            onChange={(value) => value && change({ when_trashed: value as ImportDetails["when_trashed"] })}
          />
        ) : null}
      </div>
    </section>
  );
}
