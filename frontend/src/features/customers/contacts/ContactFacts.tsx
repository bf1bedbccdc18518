import { Link } from "@tanstack/react-router";
import { useWorkspacePath } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { EditableFact } from "../../../ui/record/EditableFact";
import { Fact, Facts } from "../../../ui/record/Facts";
import { PickerFact } from "../../../ui/record/PickerFact";
import { RelativeDate } from "../../../ui/values";
import { useCustomerMessages } from "../messages";
import { createOrganisation, findOrganisations } from "../organisations/queries";
import { useOwnerField } from "../ownerField";
import type { Contact } from "./queries";
import type { LoadedContact } from "./useContactRecord";

type TextField = {
  [Key in keyof Contact]-?: Contact[Key] extends string | null ? Key : never;
}[keyof Contact];

const DECISION_ROLES = ["decider", "recommender", "user", "buyer", "influencer", "blocker"] as const;
const LANGUAGES = ["fr", "en", "de", "es", "it", "nl", "pt", "pl", "ro", "ar", "zh", "ja"];

const languageName = (code: string) =>
  new Intl.DisplayNames([document.documentElement.lang || "fr"], { type: "language" }).of(code) ?? code;

/** Editors of a contact's fields. */
export function useContactFields({ contact, save, canEdit }: LoadedContact) {
  const t = useCustomerMessages();
  const format = useFormat();
  const text = (key: TextField, label: string, type?: "email" | "tel" | "url") => ({
    label,
    value: contact[key] ?? "",
    shown: contact[key] && type === "tel" ? format.phone(contact[key]) : undefined,
    type,
    editable: canEdit,
    onSave: (value: string) => save({ [key]: value.trim() || null }, { label }),
  });
  return {
    email: text("email", t("field.email"), "email"),
    phone: text("phone", t("field.phone"), "tel"),
    mobile: text("mobile", t("field.mobile"), "tel"),
    job: text("job_title", t("field.job")),
    first: text("first_name", t("field.firstName")),
    last: text("last_name", t("field.lastName")),
    city: text("city", t("field.city")),
    source: text("source", t("field.source")),
    description: text("description", t("field.description")),
    linkedin: text("linkedin_url", t("field.linkedin"), "url"),
    language: {
      label: t("details.language"),
      value: contact.language ?? "",
      shown: contact.language ? languageName(contact.language) : undefined,
      options: [
        { value: "", label: "–" },
        ...LANGUAGES.map((code) => ({ value: code, label: languageName(code) })),
      ],
      editable: canEdit,
      onSave: (value: string) => save({ language: value || null }, { label: t("details.language") }),
    },
    timeZone: text("time_zone", t("details.timeZone")),
    decision: {
      label: t("details.decision"),
      value: contact.decision_role ?? "",
      shown: contact.decision_role ? t(`decision.${contact.decision_role}`) : undefined,
      options: [
        { value: "", label: "–" },
        ...DECISION_ROLES.map((value) => ({ value, label: t(`decision.${value}`) })),
      ],
      editable: canEdit,
      onSave: (value: string) => save({ decision_role: value || null }, { label: t("details.decision") }),
    },
    owner: useOwnerField(contact, save, canEdit),
    civility: {
      label: t("field.civility"),
      value: contact.civility ?? "",
      shown: contact.civility ? t(`civility.${contact.civility}`) : undefined,
      options: [
        { value: "", label: "–" },
        { value: "mme", label: t("civility.mme") },
        { value: "m", label: t("civility.m") },
      ],
      editable: canEdit,
      onSave: (value: string) => save({ civility: value || null }, { label: t("field.civility") }),
    },
  };
}

/** What is known of a contact; on the full page the key facts stand above already. */
export function ContactFacts({ record, all = false }: { record: LoadedContact; all?: boolean }) {
  const t = useCustomerMessages();
  const path = useWorkspacePath();
  const { contact, save, canEdit } = record;
  const fields = useContactFields(record);
  const organisation =
    contact.organisation_id && contact.organisation_name
      ? { id: contact.organisation_id, name: contact.organisation_name }
      : null;
  return (
    <Facts>
      {all ? (
        <>
          <EditableFact {...fields.email} />
          <EditableFact {...fields.mobile} />
          <EditableFact {...fields.phone} />
          <EditableFact {...fields.job} />
        </>
      ) : null}
      <PickerFact
        label={t("field.organisation")}
        kind="company"
        value={organisation}
        editable={canEdit}
        shown={
          organisation ? (
            <Link to={path(`/organisations/${organisation.id}`)}>{organisation.name}</Link>
          ) : null
        }
        search={findOrganisations}
        onCreate={async (name) => (await createOrganisation({ name })).data}
        onSave={(value) => save({ organisation_id: value?.id ?? null }, { label: t("field.organisation") })}
      />
      {all ? <EditableFact {...fields.owner} /> : null}
      <EditableFact {...fields.civility} />
      <EditableFact {...fields.first} />
      <EditableFact {...fields.last} />
      {all ? null : <EditableFact {...fields.phone} />}
      <EditableFact {...fields.decision} />
      <EditableFact {...fields.language} />
      <EditableFact {...fields.timeZone} />
      <EditableFact {...fields.linkedin} />
      <EditableFact {...fields.city} />
      <EditableFact {...fields.source} />
      <EditableFact {...fields.description} />
      <Fact label={t("field.created")}>
        <RelativeDate value={contact.created_at} />
      </Fact>
    </Facts>
  );
}
