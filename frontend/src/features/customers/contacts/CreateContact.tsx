import { Modal, Stack, TextInput } from "@mantine/core";
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
import classes from "../customers.module.css";
import { useCustomerMessages } from "../messages";
import { createOrganisation, findOrganisations, organisationQuery } from "../organisations/queries";
import { createContact, refreshContacts } from "./queries";

interface ContactForm extends Record<string, unknown> {
  first_name: string;
  last_name: string;
  organisation_id: PickedRecord | null;
  job_title: string;
  email: string;
  mobile: string;
}

const EMPTY: ContactForm = {
  first_name: "",
  last_name: "",
  organisation_id: null,
  job_title: "",
  email: "",
  mobile: "",
};

/** The fewest fields that make a contact. */
export default function CreateContact({ preset, onClose }: CreateProps) {
  const t = useCustomerMessages();
  const queries = useQueryClient();
  const { open } = usePanel();
  const draft = useDraft<ContactForm>("contact-create", EMPTY);
  const form = useForm<ContactForm>({
    mode: "controlled",
    initialValues: draft.value,
    onValuesChange: draft.setValue,
    validate: {
      last_name: (value, values) =>
        value.trim() || values.first_name.trim() ? null : t("form.contactNameNeeded"),
    },
  });
  const { busy, problem, submit } = useProblemForm(form);
  const given = useQuery({
    ...organisationQuery(preset.organisation_id ?? ""),
    enabled: Boolean(preset.organisation_id),
  }).data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: filled once, when the name arrives.
  useEffect(() => {
    if (given) form.setFieldValue("organisation_id", { id: given.id, name: given.name });
  }, [given?.id]);

  const send = async () => {
    const { organisation_id: organisation, ...texts } = form.values;
    const filled = Object.entries(texts as Record<string, string>).filter(([, value]) => value.trim());
    const { data, changeSetId } = await createContact({
      ...Object.fromEntries(filled),
      organisation_id: organisation?.id ?? null,
    });
    draft.clear();
    onClose();
    notifyUndo(t("form.created", { name: data.name }), changeSetId);
    open("contact", data.id);
    await refreshContacts(queries);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.validate().hasErrors) void submit(send);
  };
  return (
    <Modal opened onClose={onClose} title={t("form.contactTitle")} size={480}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap={12}>
          <div className={classes.pair}>
            <TextInput
              {...form.getInputProps("first_name")}
              label={t("field.firstName")}
              autoComplete="off"
              data-autofocus
            />
            <TextInput {...form.getInputProps("last_name")} label={t("field.lastName")} autoComplete="off" />
          </div>
          <RecordPicker
            label={t("field.organisation")}
            kind="company"
            value={form.values.organisation_id}
            onChange={(value) => form.setFieldValue("organisation_id", value)}
            search={findOrganisations}
            onCreate={async (name) => (await createOrganisation({ name })).data}
            error={form.errors.organisation_id}
          />
          <TextInput {...form.getInputProps("job_title")} label={t("field.job")} autoComplete="off" />
          <div className={classes.pair}>
            <TextInput
              {...form.getInputProps("email")}
              label={t("field.email")}
              type="email"
              autoComplete="off"
            />
            <TextInput
              {...form.getInputProps("mobile")}
              label={t("field.mobile")}
              type="tel"
              autoComplete="off"
            />
          </div>
          <LookAlikes
            question={{
              object: "contact",
              name: `${form.values.first_name} ${form.values.last_name}`.trim(),
              email: form.values.email,
              phone: form.values.mobile,
              organisation_id: form.values.organisation_id?.id,
            }}
            onOpen={onClose}
          />
          <FormProblem problem={problem} />
          <DraftNote savedAt={draft.savedAt} />
          <FormActions submit={t("form.submitContact")} busy={busy} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
