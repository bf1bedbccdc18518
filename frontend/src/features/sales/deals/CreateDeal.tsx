import { Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect } from "react";
import { usePanel } from "../../../lib/address";
import { useDraft } from "../../../lib/drafts";
import type { CreateProps } from "../../../lib/manifest";
import { DraftNote } from "../../../ui/forms/DraftNote";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { LookAlikes } from "../../../ui/forms/LookAlikes";
import { type PickedRecord, RecordPicker } from "../../../ui/forms/RecordPicker";
import { useProblemForm } from "../../../ui/forms/useProblemForm";
import { notifyUndo } from "../../../ui/toasts";
import { useDealMessages } from "../messages";
import { pipelinesQuery } from "../pipelines/queries";
import classes from "./deals.module.css";
import { parseAmount } from "./parseAmount";
import {
  contactReachQuery,
  createContactNamed,
  createDeal,
  createOrganisationNamed,
  findContacts,
  findOrganisations,
  organisationNameQuery,
  refreshDeals,
} from "./queries";

interface DealForm extends Record<string, unknown> {
  name: string;
  organisation_id: PickedRecord | null;
  contacts: PickedRecord | null;
  amount: string;
  expected_close_on: string;
  pipeline_id: string;
  stage_id: string;
}

const EMPTY: DealForm = {
  name: "",
  organisation_id: null,
  contacts: null,
  amount: "",
  expected_close_on: "",
  pipeline_id: "",
  stage_id: "",
};

/** Fills in the names behind the ids the opener gave. */
function usePreset(preset: Record<string, string>, set: (change: Partial<DealForm>) => void): void {
  const organisation = useQuery({
    ...organisationNameQuery(preset.organisation_id ?? ""),
    enabled: Boolean(preset.organisation_id),
  }).data;
  const contact = useQuery({
    ...contactReachQuery(preset.contact_id ?? ""),
    enabled: Boolean(preset.contact_id),
  }).data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled once, when the name arrives.
  useEffect(() => {
    if (organisation) set({ organisation_id: { id: organisation.id, name: organisation.name } });
  }, [organisation?.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled once, when the name arrives.
  useEffect(() => {
    if (!contact) return;
    const company =
      contact.organisation_id && contact.organisation_name
        ? { organisation_id: { id: contact.organisation_id, name: contact.organisation_name } }
        : {};
    set({ contacts: { id: contact.id, name: contact.name }, ...company });
  }, [contact?.id]);
}

/** The fewest fields that make a deal; the rest is filled in on its page. */
export default function CreateDeal({ preset, onClose }: CreateProps) {
  const t = useDealMessages();
  const queries = useQueryClient();
  const { open } = usePanel();
  const { data: pipelines } = useQuery(pipelinesQuery);
  const draft = useDraft<DealForm>("deal-create", EMPTY);
  const form = useForm<DealForm>({
    mode: "controlled",
    initialValues: { ...draft.value, ...pick(preset) },
    onValuesChange: draft.setValue,
    validate: {
      name: (value) => (value.trim() ? null : t("form.nameNeeded")),
      amount: (value) => (value.trim() && parseAmount(value) === null ? t("form.amountInvalid") : null),
    },
  });
  const { busy, problem, submit } = useProblemForm(form);
  usePreset(preset, (change) => form.setValues(change));

  const values = form.values;
  const pipeline = pipelines?.find((each) => each.id === values.pipeline_id) ?? pipelines?.[0];
  const stages = pipeline?.stages.filter((stage) => stage.kind === "open") ?? [];
  const stage = stages.find((each) => each.id === values.stage_id) ?? stages[0];

  const send = async () => {
    const { data, changeSetId } = await createDeal({
      name: values.name.trim(),
      pipeline_id: pipeline?.id,
      stage_id: stage?.id,
      organisation_id: values.organisation_id?.id ?? null,
      contacts: values.contacts ? [{ id: values.contacts.id, role: null }] : [],
      amount: parseAmount(values.amount),
      expected_close_on: values.expected_close_on || null,
    });
    draft.clear();
    onClose();
    notifyUndo(t("form.created", { name: data.name }), changeSetId);
    open("deal", data.id);
    await refreshDeals(queries);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.validate().hasErrors) void submit(send);
  };

  return (
    <Modal opened onClose={onClose} title={t("form.title")} size={480}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap={12}>
          <TextInput
            {...form.getInputProps("name")}
            label={t("form.name")}
            placeholder={t("form.namePlaceholder")}
            maxLength={200}
            required
            data-autofocus
          />
          <RecordPicker
            label={t("form.organisation")}
            kind="company"
            value={values.organisation_id}
            onChange={(value) => form.setFieldValue("organisation_id", value)}
            search={findOrganisations}
            onCreate={createOrganisationNamed}
            error={form.errors.organisation_id}
          />
          <RecordPicker
            label={t("form.contact")}
            kind="person"
            value={values.contacts}
            onChange={(value) => form.setFieldValue("contacts", value)}
            search={(text, signal) => findContacts(text, values.organisation_id?.id, signal)}
            onCreate={(name) => createContactNamed(name, values.organisation_id?.id ?? null)}
            error={form.errors.contacts}
          />
          <div className={classes.pair}>
            <TextInput
              {...form.getInputProps("amount")}
              label={t("form.amount")}
              inputMode="decimal"
              rightSection="€"
            />
            <TextInput {...form.getInputProps("expected_close_on")} label={t("form.close")} type="date" />
          </div>
          <div className={classes.pair}>
            {pipelines && pipelines.length > 1 ? (
              <NativeSelect
                label={t("form.pipeline")}
                value={pipeline?.id}
                data={pipelines.map((each) => ({ value: each.id, label: each.name }))}
                error={form.errors.pipeline_id}
                onChange={(event) => form.setValues({ pipeline_id: event.currentTarget.value, stage_id: "" })}
              />
            ) : null}
            <NativeSelect
              label={t("form.stage")}
              value={stage?.id}
              data={stages.map((each) => ({ value: each.id, label: each.name }))}
              error={form.errors.stage_id}
              onChange={(event) => form.setFieldValue("stage_id", event.currentTarget.value)}
            />
          </div>
          <LookAlikes
            question={{ object: "deal", name: values.name, organisation_id: values.organisation_id?.id }}
            onOpen={onClose}
          />
          <FormProblem problem={problem} />
          <DraftNote savedAt={draft.savedAt} />
          <FormActions submit={t("form.submit")} busy={busy} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

/** What the opener knows, where the form has a plain field for it. */
function pick(preset: Record<string, string>): Partial<DealForm> {
  const { name, pipeline_id, stage_id } = preset;
  return Object.fromEntries(Object.entries({ name, pipeline_id, stage_id }).filter(([, value]) => value));
}
