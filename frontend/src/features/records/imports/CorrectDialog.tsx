import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { sentence } from "../../../lib/typography";
import { notifyProblem } from "../../../ui/toasts";
import { useImportMessages } from "./messages";
import { type ImportDetails, type ImportPreviewRow, useCorrectRow } from "./queries";

/** Corrects the mapped cells of one row before anything is written; the file itself stays as it came. */
export function CorrectDialog({
  details,
  row,
  onClose,
}: {
  details: ImportDetails;
  row: ImportPreviewRow;
  onClose: () => void;
}) {
  const t = useImportMessages();
  const correct = useCorrectRow(details.id);
  const columns = details.columns.filter((column) => column.field !== null);
  const before = Object.fromEntries(
    columns.map((column) => [column.index, row.values[column.field ?? ""] ?? ""]),
  );
  const [cells, setCells] = useState<Record<number, string>>(before);
  const labelOf = (name: string | null) =>
    details.fields.find((field) => field.name === name)?.label ?? name ?? "";
  const changed = columns.filter((column) => cells[column.index] !== before[column.index]);
  const reasonOf = (name: string | null) => {
    const said = row.outcome === "refuse" ? row.reasons.filter((reason) => reason.field === name) : [];
    return said.map((reason) => sentence(reason.message)).join(" ") || undefined;
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const given = changed.map(({ index }) => ({ index, value: cells[index] ?? "" }));
    correct.mutate(
      { line: row.line, cells: given },
      { onSuccess: onClose, onError: (error) => notifyProblem(error) },
    );
  };
  return (
    <Modal opened onClose={onClose} title={t("correct.title", { line: row.line })} size={520}>
      <form onSubmit={save}>
        <Stack gap={12}>
          <Text size="sm" c="dimmed">
            {t("correct.hint")}
          </Text>
          {columns.map((column) => (
            <TextInput
              key={column.index}
              label={labelOf(column.field)}
              description={column.header === labelOf(column.field) ? undefined : column.header}
              value={cells[column.index] ?? ""}
              error={cells[column.index] === before[column.index] ? reasonOf(column.field) : undefined}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setCells((known) => ({ ...known, [column.index]: value }));
              }}
            />
          ))}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t("correct.cancel")}
            </Button>
            <Button type="submit" loading={correct.isPending} disabled={changed.length === 0}>
              {t("correct.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
