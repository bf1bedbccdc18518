import { Button, Checkbox, Drawer, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { asProblem, fieldErrors, type Problem } from "../../../lib/problem";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { Facts } from "../../../ui/record/Facts";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { CustomFact } from "./CustomFact";
import { type Draft, draftOf, isComputed, previewOf, sentValues, takesDefault } from "./draft";
import classes from "./fields.module.css";
import { KindSettings } from "./KindSettings";
import { useFieldMessages } from "./messages";
import {
  createField,
  type Definition,
  deleteField,
  type FieldKind,
  refreshFields,
  updateField,
} from "./queries";

const KINDS: FieldKind[] = [
  "text",
  "long_text",
  "number",
  "money",
  "date",
  "choice",
  "multi_choice",
  "member",
  "relation",
  "boolean",
  "url",
  "phone",
  "email",
  "formula",
  "rollup",
];
const SHOWN = [
  "label",
  "label_en",
  "kind",
  "help",
  "default",
  "currency",
  "target",
  "choices",
  "settings",
  "required",
];

function DefaultInput({
  draft,
  error,
  onChange,
}: {
  draft: Draft;
  error?: string;
  onChange: (value: string) => void;
}) {
  const t = useFieldMessages();
  const label = t("form.default");
  const nothing = { value: "", label: t("form.nothing") };
  const options =
    draft.kind === "boolean"
      ? [nothing, { value: "true", label: t("yes") }, { value: "false", label: t("no") }]
      : draft.kind === "choice"
        ? [nothing, ...draft.choices.filter((each) => each.label.trim()).map((each) => each.label)]
        : null;
  if (options)
    return (
      <NativeSelect
        label={label}
        error={error}
        data={options}
        value={draft.default}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      label={label}
      error={error}
      type={draft.kind === "date" ? "date" : "text"}
      value={draft.default}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Makes a field, or changes one, with a preview of how it will show. */
export function FieldDrawer({
  object,
  field,
  onClose,
}: {
  object: string;
  field: Definition | null;
  onClose: () => void;
}) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(field));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const errors = problem ? fieldErrors(problem) : {};
  const hidden = problem && !Object.keys(errors).some((path) => SHOWN.includes(path.split(".")[0] as string));

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const values = sentValues(draft);
      const { data, changeSetId } = field
        ? await updateField(field, values)
        : await createField({ object, ...values });
      notifyUndo(t(field ? "saved" : "created", { name: data.label }), changeSetId);
      await refreshFields(queries);
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  const remove = async () => {
    if (!field) return;
    try {
      const { changeSetId } = await deleteField(field.id);
      notifyUndo(t("deleted", { name: field.label }), changeSetId);
      await refreshFields(queries);
      onClose();
    } catch (error) {
      notifyProblem(error);
    }
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(100%, 460px)"
      title={field ? t("form.edit", { name: field.label }) : t("form.create")}
    >
      <form onSubmit={(event) => void save(event)} className={classes.form} noValidate>
        <TextInput
          label={t("form.label")}
          required
          maxLength={80}
          data-autofocus
          value={draft.label}
          error={errors.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("form.kind")}
          value={draft.kind}
          error={errors.kind}
          data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          onChange={(event) => change({ kind: event.currentTarget.value as FieldKind })}
        />
        <KindSettings object={object} draft={draft} onChange={change} errors={errors} />
        <TextInput
          label={t("form.help")}
          maxLength={300}
          value={draft.help}
          error={errors.help}
          onChange={(event) => change({ help: event.currentTarget.value })}
        />
        {takesDefault(draft.kind) ? (
          <DefaultInput
            draft={draft}
            error={errors.default}
            onChange={(value) => change({ default: value })}
          />
        ) : null}
        {isComputed(draft.kind) ? null : (
          <Checkbox
            label={t("form.required")}
            description={t("form.requiredHint")}
            checked={draft.required}
            onChange={(event) => change({ required: event.currentTarget.checked })}
          />
        )}
        <Checkbox
          label={t("form.personal")}
          description={t("form.personalHint")}
          checked={draft.personal}
          onChange={(event) => change({ personal: event.currentTarget.checked })}
        />
        <TextInput
          label={t("form.labelEn")}
          maxLength={80}
          value={draft.label_en}
          error={errors.label_en}
          onChange={(event) => change({ label_en: event.currentTarget.value })}
        />
        <div className={classes.preview}>
          <p className={classes.quiet}>{t("form.preview")}</p>
          <Facts>
            <CustomFact
              key={draft.kind}
              field={previewOf(draft)}
              value={draft.default || null}
              label={null}
              editable
              onSave={async () => undefined}
            />
          </Facts>
        </div>
        {field ? <p className={classes.quiet}>{t("form.key", { key: field.key })}</p> : null}
        <FormProblem problem={hidden ? problem : null} />
        <FormActions
          submit={t(field ? "form.submitSave" : "form.submitCreate")}
          busy={busy}
          disabled={!draft.label.trim()}
          onCancel={onClose}
        />
        {field ? (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t("delete")}
          </Button>
        ) : null}
      </form>
    </Drawer>
  );
}
