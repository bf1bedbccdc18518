import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useMemberOptions } from "../../../lib/members";
import type { FieldProblem } from "../../../lib/problem";
import { type PickedRecord, RecordPicker } from "../../../ui/forms/RecordPicker";
import { useUiMessages } from "../../../ui/messages";
import { useDealMessages } from "../messages";
import { lossReasonsQuery } from "../pipelines/queries";
import { parseAmount } from "./parseAmount";
import {
  createContactNamed,
  createOrganisationNamed,
  type DealChange,
  dealFieldsQuery,
  findContacts,
  findOrganisations,
} from "./queries";

interface StageFieldsDialogProps {
  name: string;
  stage: string;
  fields: readonly FieldProblem[];
  onCancel: () => void;
  onSubmit: (values: DealChange) => void;
}

type Input = string | PickedRecord | null;

/** A value as the server takes it, null when it is still missing. */
function inputValue(field: string, kind: string, input: Input): unknown {
  if (input === null || input === "") return null;
  if (typeof input !== "string") return field === "contacts" ? [{ id: input.id, role: null }] : input.id;
  const text = input.trim();
  if (field === "amount" || kind === "money") return parseAmount(text);
  if (kind === "number" || kind === "percent") return Number(text.replace(",", "."));
  if (kind === "boolean") return text === "true";
  return text || null;
}

/** Groups `custom.x` as the API takes it. */
function changeOf(values: Record<string, unknown>): DealChange {
  const own = Object.entries(values).filter(([name]) => !name.startsWith("custom."));
  const custom = Object.entries(values).filter(([name]) => name.startsWith("custom."));
  const change: Record<string, unknown> = Object.fromEntries(own);
  if (custom.length > 0)
    change.custom = Object.fromEntries(custom.map(([name, value]) => [name.slice("custom.".length), value]));
  return change as DealChange;
}

/** Asks for what a stage requires and the deal does not hold yet; then the move is tried again. */
export function StageFieldsDialog({ name, stage, fields, onCancel, onSubmit }: StageFieldsDialogProps) {
  const t = useDealMessages();
  const ui = useUiMessages();
  const members = useMemberOptions();
  const { data: known } = useQuery(dealFieldsQuery);
  const { data: reasons } = useQuery(lossReasonsQuery);
  const [inputs, setInputs] = useState<Record<string, Input>>({});
  const [refused, setRefused] = useState(false);
  const set = (field: string, input: Input) => setInputs((all) => ({ ...all, [field]: input }));
  const described = fields.map(({ path }) => {
    const field = known?.find((each) => each.name === path);
    return { path, label: field?.label ?? path, kind: field?.kind ?? "text", choices: field?.choices ?? [] };
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const values = Object.fromEntries(
      described.map(({ path, kind }) => [path, inputValue(path, kind, inputs[path] ?? null)]),
    );
    if (Object.values(values).some((value) => value === null || Number.isNaN(value))) setRefused(true);
    else onSubmit(changeOf(values));
  };

  const input = ({ path, label, kind, choices }: (typeof described)[number]) => {
    const value = inputs[path] ?? null;
    const text = typeof value === "string" ? value : "";
    const missing = refused && inputValue(path, kind, value) === null ? t("enter.needed") : null;
    const picked = typeof value === "string" ? null : value;
    if (path === "organisation_id" || path === "competitor_id")
      return (
        <RecordPicker
          key={path}
          label={label}
          kind="company"
          value={picked}
          onChange={(next) => set(path, next)}
          search={findOrganisations}
          onCreate={createOrganisationNamed}
          error={missing}
        />
      );
    if (path === "contacts")
      return (
        <RecordPicker
          key={path}
          label={label}
          kind="person"
          value={picked}
          onChange={(next) => set(path, next)}
          search={(typed, signal) => findContacts(typed, null, signal)}
          onCreate={(typed) => createContactNamed(typed, null)}
          error={missing}
        />
      );
    const options =
      path === "owner_id"
        ? members.map((member) => ({ value: member.id, label: member.name }))
        : path === "loss_reason_id"
          ? (reasons ?? []).map((each) => ({ value: each.id, label: each.name }))
          : choices.map((choice) => ({ value: choice.value, label: choice.label }));
    if (options.length > 0)
      return (
        <NativeSelect
          key={path}
          label={label}
          value={text}
          data={[{ value: "", label: "" }, ...options]}
          error={missing}
          onChange={(event) => set(path, event.currentTarget.value)}
        />
      );
    return (
      <TextInput
        key={path}
        label={label}
        value={text}
        type={kind === "date" ? "date" : "text"}
        inputMode={kind === "money" || kind === "number" || kind === "percent" ? "decimal" : undefined}
        maxLength={200}
        error={missing}
        onChange={(event) => set(path, event.currentTarget.value)}
      />
    );
  };

  return (
    <Modal opened onClose={onCancel} title={t("enter.title", { stage })} size={480}>
      <form onSubmit={submit} noValidate>
        <Stack gap={12}>
          <Text size="sm" c="var(--sl-text-2)">
            {t("enter.text", { name })}
          </Text>
          {described.map(input)}
          <Group gap={8} mt={8}>
            <Button type="submit">{t("enter.submit", { stage })}</Button>
            <Button variant="subtle" onClick={onCancel}>
              {ui("action.cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
