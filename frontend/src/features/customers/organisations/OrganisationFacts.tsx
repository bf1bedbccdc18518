import { Anchor } from "@mantine/core";
import { useFormat } from "../../../lib/format";
import { formatSiren } from "../../../lib/siren";
import { EditableFact } from "../../../ui/record/EditableFact";
import { Fact, Facts } from "../../../ui/record/Facts";
import { RelativeDate } from "../../../ui/values";
import { useCustomerMessages } from "../messages";
import { useOwnerField } from "../ownerField";
import { Kinds } from "./Kinds";
import { ORGANISATION_KINDS, type Organisation } from "./queries";
import type { LoadedOrganisation } from "./useOrganisationRecord";

type TextField = {
  [Key in keyof Organisation]-?: Organisation[Key] extends string | null ? Key : never;
}[keyof Organisation];

/** Editors of an organisation's fields. */
export function useOrganisationFields({ organisation, save, canEdit }: LoadedOrganisation) {
  const t = useCustomerMessages();
  const format = useFormat();
  const text = (key: TextField, label: string, type?: "email" | "tel" | "url") => ({
    label,
    value: organisation[key] ?? "",
    shown: organisation[key] && type === "tel" ? format.phone(organisation[key]) : undefined,
    type,
    editable: canEdit,
    onSave: (value: string) => save({ [key]: value.trim() || null }, { label }),
  });
  const headcount = {
    label: t("field.headcount"),
    value: organisation.headcount === null ? "" : String(organisation.headcount),
    shown: organisation.headcount === null ? undefined : format.number(organisation.headcount),
    type: "number" as const,
    editable: canEdit,
    onSave: (value: string) =>
      save({ headcount: value === "" ? null : Number(value) }, { label: t("field.headcount") }),
  };
  const revenueYear = {
    label: t("details.revenueYear"),
    value: organisation.revenue_year === null ? "" : String(organisation.revenue_year),
    type: "number" as const,
    editable: canEdit,
    onSave: (value: string) =>
      save({ revenue_year: value === "" ? null : Number(value) }, { label: t("details.revenueYear") }),
  };
  const siren = {
    ...text("siren", t("field.siren")),
    shown: organisation.siren ? (
      <span className="tabular">{formatSiren(organisation.siren)}</span>
    ) : undefined,
    onSave: (value: string) => save({ siren: value.replace(/\s/g, "") || null }, { label: t("field.siren") }),
  };
  const kind = {
    label: t("field.kind"),
    value: organisation.kind,
    shown: t(`kind.${organisation.kind}`),
    options: ORGANISATION_KINDS.map((each) => ({ value: each, label: t(`kind.${each}`) })),
    editable: canEdit,
    onSave: (value: string) => save({ kind: value }, { label: t("field.kind") }),
  };
  const name = {
    ...text("legal_name", t("field.name")),
    value: organisation.name,
    onSave: (value: string) => save({ name: value.trim() }, { label: t("field.name") }),
  };
  return {
    name,
    kind,
    siren,
    headcount,
    revenueYear,
    revenue: {
      ...text("revenue", t("field.revenue")),
      shown: organisation.revenue === null ? undefined : format.number(Number(organisation.revenue)),
      type: "number" as const,
    },
    owner: useOwnerField(organisation, save, canEdit),
    phone: text("phone", t("field.phone"), "tel"),
    email: text("email", t("field.email"), "email"),
    website: text("website", t("field.website"), "url"),
    sector: text("sector", t("field.sector")),
    legalName: text("legal_name", t("field.legalName")),
    vat: text("vat_number", t("field.vat")),
    address: text("address_line", t("field.address")),
    postalCode: text("postal_code", t("field.postalCode")),
    city: text("city", t("field.city")),
    source: text("source", t("field.source")),
    description: text("description", t("field.description")),
  };
}

/** A website as a link that opens beside the app. */
export function WebsiteLink({ url }: { url: string }) {
  const href = /^https?:\/\//i.test(url) ? url : `https://${url}`;
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" fz="inherit">
      {url.replace(/^https?:\/\//i, "").replace(/\/$/, "")}
    </Anchor>
  );
}

/** What is known of an organisation; on the full page the key facts stand above already. */
export function OrganisationFacts({ record, all = false }: { record: LoadedOrganisation; all?: boolean }) {
  const t = useCustomerMessages();
  const { organisation } = record;
  const fields = useOrganisationFields(record);
  return (
    <Facts>
      {all ? (
        <>
          <EditableFact {...fields.kind} />
          <EditableFact {...fields.phone} />
          <EditableFact {...fields.sector} />
          <EditableFact {...fields.headcount} />
          <EditableFact {...fields.owner} />
        </>
      ) : null}
      <Kinds record={record} />
      <EditableFact {...fields.name} />
      <EditableFact {...fields.email} />
      <EditableFact {...fields.website} />
      <EditableFact {...fields.city} />
      <EditableFact {...fields.source} />
      <EditableFact {...fields.description} />
      <Fact label={t("field.createdFeminine")}>
        <RelativeDate value={organisation.created_at} />
      </Fact>
    </Facts>
  );
}
