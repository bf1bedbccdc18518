import { Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { usePanel } from "../../../lib/address";
import { useDraft } from "../../../lib/drafts";
import type { CreateProps } from "../../../lib/manifest";
import { checkSiren, sirenDigits } from "../../../lib/siren";
import { DraftNote } from "../../../ui/forms/DraftNote";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { LookAlikes } from "../../../ui/forms/LookAlikes";
import { useProblemForm } from "../../../ui/forms/useProblemForm";
import { notifyUndo } from "../../../ui/toasts";
import classes from "../customers.module.css";
import details from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import { CompanyMatches } from "../registry/CompanyMatches";
import { type Company, createFromRegistry } from "../registry/queries";
import {
  createOrganisation,
  ORGANISATION_KINDS,
  type OrganisationKind,
  refreshOrganisations,
} from "./queries";

interface OrganisationForm extends Record<string, unknown> {
  name: string;
  siren: string;
  kind: OrganisationKind;
  city: string;
  website: string;
  phone: string;
}

const EMPTY: OrganisationForm = { name: "", siren: "", kind: "prospect", city: "", website: "", phone: "" };

/** The fewest fields that make an organisation. */
export default function CreateOrganisation({ preset, onClose }: CreateProps) {
  const t = useCustomerMessages();
  const queries = useQueryClient();
  const { open } = usePanel();
  const draft = useDraft<OrganisationForm>("organisation-create", EMPTY);
  const sirenFault = (value: string) => {
    const fault = value.trim() ? checkSiren(value) : null;
    if (fault?.code === "length") return t("form.sirenLength", { count: fault.typed });
    return fault ? t("form.sirenChecksum") : null;
  };
  const form = useForm<OrganisationForm>({
    mode: "controlled",
    initialValues: { ...draft.value, ...(preset.name ? { name: preset.name } : {}) },
    onValuesChange: draft.setValue,
    validateInputOnBlur: ["siren"],
    validate: {
      name: (value) => (value.trim() ? null : t("form.organisationNameNeeded")),
      siren: sirenFault,
    },
  });
  const [company, setCompany] = useState<Company | null>(null);
  const typed =
    sirenDigits(form.values.siren).length === 9 ? sirenDigits(form.values.siren) : form.values.name;
  const fill = (found: Company) => {
    setCompany(found);
    const known = found.values as Record<string, string | undefined>;
    form.setValues({ name: known.name ?? found.name, siren: found.siren, city: known.city ?? "" });
  };
  const { busy, problem, submit } = useProblemForm(form);
  const send = async () => {
    const { name, kind, siren, ...texts } = form.values;
    const filled = Object.entries({ ...texts, siren: sirenDigits(siren) } as Record<string, string>).filter(
      ([, value]) => value.trim(),
    );
    const values = { ...Object.fromEntries(filled), name: name.trim(), kind };
    const same = company !== null && company.siren === sirenDigits(siren);
    const { data, changeSetId } = same
      ? await createFromRegistry(company.siren, { ...company.values, ...values })
      : await createOrganisation(values);
    draft.clear();
    onClose();
    notifyUndo(t("form.created", { name: data.name }), changeSetId);
    open("organisation", data.id);
    await refreshOrganisations(queries);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.validate().hasErrors) void submit(send);
  };
  return (
    <Modal opened onClose={onClose} title={t("form.organisationTitle")} size={480}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap={12}>
          <TextInput
            {...form.getInputProps("name")}
            label={t("field.name")}
            placeholder={t("form.organisationPlaceholder")}
            maxLength={200}
            required
            data-autofocus
          />
          {company ? (
            <p className={details.mark} role="status">
              {t("registry.taken", { name: company.name })}
            </p>
          ) : (
            <CompanyMatches text={typed} onChoose={fill} />
          )}
          <div className={classes.pair}>
            <TextInput {...form.getInputProps("siren")} label={t("field.siren")} inputMode="numeric" />
            <NativeSelect
              {...form.getInputProps("kind")}
              label={t("field.kind")}
              data={ORGANISATION_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            />
          </div>
          <div className={classes.pair}>
            <TextInput {...form.getInputProps("city")} label={t("field.city")} />
            <TextInput {...form.getInputProps("phone")} label={t("field.phone")} type="tel" />
          </div>
          <TextInput {...form.getInputProps("website")} label={t("field.website")} type="url" />
          <LookAlikes
            question={{
              object: "organisation",
              name: form.values.name,
              siren: form.values.siren,
              phone: form.values.phone,
              website: form.values.website,
            }}
            onOpen={onClose}
          />
          <FormProblem problem={problem} />
          <DraftNote savedAt={draft.savedAt} />
          <FormActions submit={t("form.submitOrganisation")} busy={busy} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
