import { Checkbox, Modal, MultiSelect, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useMemberOptions } from "../../../lib/members";
import type { FieldInfo, ObjectInfo } from "../../../lib/objects";
import { asProblem, fieldErrors, type Problem } from "../../../lib/problem";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { type PickedRecord, RecordPicker } from "../../../ui/forms/RecordPicker";
import { notifyUndo } from "../../../ui/toasts";
import classes from "../fields/fields.module.css";
import { useFieldMessages } from "../fields/messages";
import { findRecords } from "../fields/queries";
import { createOwnRecord } from "./queries";

interface InputProps {
  field: FieldInfo;
  value: unknown;
  error?: string;
  onChange: (value: unknown) => void;
}

/** The input of a field in a creation form, by its kind. */
function FieldInput({ field, value, error, onChange }: InputProps) {
  const t = useFieldMessages();
  const members = useMemberOptions();
  const [picked, setPicked] = useState<PickedRecord | null>(null);
  const shared = {
    label: field.label,
    required: field.required,
    description: field.help ?? undefined,
    error,
  };
  const choices = field.choices.map((choice) => ({ value: choice.value, label: choice.label }));
  const nothing = { value: "", label: t("form.nothing") };
  if (field.kind === "relation")
    return (
      <RecordPicker
        label={field.label}
        value={picked}
        error={error}
        required={field.required}
        search={(text) => findRecords(field.target ?? "", text)}
        onChange={(next) => {
          setPicked(next);
          onChange(next?.id ?? null);
        }}
      />
    );
  if (field.kind === "boolean")
    return (
      <Checkbox
        label={field.label}
        error={error}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (field.kind === "multi_choice")
    return <MultiSelect {...shared} data={choices} value={(value as string[]) ?? []} onChange={onChange} />;
  if (field.kind === "choice" || field.kind === "member") {
    const data =
      field.kind === "choice" ? choices : members.map(({ id, name }) => ({ value: id, label: name }));
    return (
      <NativeSelect
        {...shared}
        data={[nothing, ...data]}
        value={(value as string | undefined) ?? ""}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    );
  }
  const text = (value as string | undefined) ?? "";
  if (field.kind === "long_text")
    return (
      <Textarea
        {...shared}
        autosize
        minRows={3}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...shared}
      type={field.kind === "date" ? "date" : "text"}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const isNumber = (field: FieldInfo) => field.kind === "number" || field.kind === "money";

/** What is sent: only what was filled in, numbers without spaces and with a point. */
function sent(fields: FieldInfo[], values: { [name: string]: unknown }) {
  const filled = fields.flatMap((field) => {
    const value = values[field.name];
    if (value === undefined || value === null || value === "") return [];
    const text = isNumber(field)
      ? String(value)
          .replace(/[\s\u202f]/g, "")
          .replace(",", ".")
      : value;
    return [[field.name, text] as const];
  });
  return Object.fromEntries(filled);
}

/** A new record of a custom object: its name and its own fields. */
export function CreateOwnRecord({
  object,
  onClose,
  onCreated,
}: {
  object: ObjectInfo;
  onClose: () => void;
  onCreated: (id: string) => void;
}) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const [values, setValues] = useState<{ [name: string]: unknown }>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const fields = object.fields.filter(
    (field) => field.name === "name" || (field.custom && field.writable && field.name !== "tags"),
  );
  const errors = problem ? fieldErrors(problem) : {};
  const errorOf = (field: FieldInfo) => errors[`values.${field.name}`] ?? errors[field.name];
  const shown = fields.some((field) => errorOf(field));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const { data, changeSetId } = await createOwnRecord(object.name, sent(fields, values));
      notifyUndo(t("own.recordCreated", { name: data.title }), changeSetId);
      await queries.invalidateQueries({ queryKey: [object.name] });
      onClose();
      onCreated(data.id);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t("own.createRecord", { name: object.label })} size={480}>
      <form onSubmit={(event) => void save(event)} className={classes.form} noValidate>
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={values[field.name]}
            error={errorOf(field)}
            onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
        <FormProblem problem={shown ? null : problem} />
        <FormActions submit={t("own.createSubmit")} busy={busy} onCancel={onClose} />
      </form>
    </Modal>
  );
}
