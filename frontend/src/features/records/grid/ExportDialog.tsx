import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "../../../lib/format";
import { writeSort } from "../../../lib/grid/state";
import type { GridObject, GridState } from "../../../lib/grid/types";
import { asProblem } from "../../../lib/problem";
import { FormProblem } from "../../../ui/forms/FormProblem";
import classes from "./bulk.module.css";
import { type ExportFormat, requestExport, type SelectionBody } from "./bulkQueries";
import { useGridMessages } from "./messages";
import { announceExport } from "./watchRuns";

interface ExportDialogProps {
  described: GridObject;
  state: GridState;
  selection: SelectionBody;
  /** How many rows go into the file, when known. */
  count: number | null;
  onClose: () => void;
}

const FORMATS: ExportFormat[] = ["xlsx", "csv", "json"];

/** Format and columns of a file of the selected records, or of the whole list. */
export function ExportDialog({ described, state, selection, count, onClose }: ExportDialogProps) {
  const t = useGridMessages();
  const format = useFormat();
  const [kind, setKind] = useState<ExportFormat>("xlsx");
  const [all, setAll] = useState("view");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const columns = state.columns.map((column) => column.field);

  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      const fields = all === "all" ? [] : columns;
      const started = await requestExport(described.name, {
        selection,
        fields,
        sort: writeSort(state.sort),
        format: kind,
      });
      announceExport(started);
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onClose} title={t("export.title")} size={440}>
      <div className="form-stack">
        {count === null ? null : (
          <p className={classes.sum}>{t("export.rows", { count, shown: format.number(count) })}</p>
        )}
        <Radio.Group
          label={t("export.format")}
          value={kind}
          onChange={(value) => setKind(value as ExportFormat)}
        >
          <Stack gap={8} mt={4}>
            {FORMATS.map((each) => (
              <Radio
                key={each}
                size="xs"
                value={each}
                label={t(`export.${each}`)}
                description={t(`export.${each}Text`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group label={t("export.columns")} value={all} onChange={setAll}>
          <Stack gap={8} mt={4}>
            <Radio size="xs" value="view" label={t("export.columnsView", { count: columns.length })} />
            <Radio size="xs" value="all" label={t("export.columnsAll", { count: described.fields.length })} />
          </Stack>
        </Radio.Group>
        {error ? <FormProblem problem={asProblem(error)} /> : null}
        <Group>
          <Button loading={busy} onClick={() => void run()} data-autofocus>
            {t("export.run")}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
