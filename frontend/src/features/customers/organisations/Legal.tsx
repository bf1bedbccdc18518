import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBuildingCommunity } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useFormat } from "../../../lib/format";
import { EditableFact, type EditableFactProps } from "../../../ui/record/EditableFact";
import { Facts } from "../../../ui/record/Facts";
import { Section } from "../../../ui/record/RecordHeader";
import classes from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import { FillDialog } from "../registry/FillDialog";
import { registryQuery } from "../registry/queries";
import { useOrganisationFields } from "./OrganisationFacts";
import type { Organisation } from "./queries";
import type { LoadedOrganisation } from "./useOrganisationRecord";

const RANGES = [
  "NN",
  "00",
  "01",
  "02",
  "03",
  "11",
  "12",
  "21",
  "22",
  "31",
  "32",
  "41",
  "42",
  "51",
  "52",
  "53",
];
const BANDS: Record<string, string> = {
  NN: "0",
  "00": "0",
  "01": "1–2",
  "02": "3–5",
  "03": "6–9",
  "11": "10–19",
  "12": "20–49",
  "21": "50–99",
  "22": "100–199",
  "31": "200–249",
  "32": "250–499",
  "41": "500–999",
  "42": "1000–1999",
  "51": "2000–4999",
  "52": "5000–9999",
  "53": "≥ 10000",
};

/** Marks a value that the register gave; editing it takes the mark away. */
export function Sourced({
  organisation,
  field,
  children,
}: {
  organisation: Organisation;
  field: string;
  children: ReactNode;
}) {
  const t = useCustomerMessages();
  const format = useFormat();
  const source = organisation.provenance[field];
  if (!source) return children;
  const label = t("details.fromRegister", { date: format.date(source.fetched_at) });
  return (
    <>
      {children}{" "}
      <Tooltip label={label}>
        <IconBuildingCommunity
          size={14}
          stroke={1.75}
          color="var(--sl-text-3)"
          role="img"
          aria-label={label}
        />
      </Tooltip>
    </>
  );
}

/** Names, numbers and status before the law. */
export function Legal({ record }: { record: LoadedOrganisation }) {
  const t = useCustomerMessages();
  const { organisation, save, canEdit } = record;
  const fields = useOrganisationFields(record);
  const enabled = useQuery(registryQuery()).data?.enabled ?? false;
  const [filling, setFilling] = useState(false);
  const text = (
    key: "trade_name" | "siret" | "naf_code" | "legal_form" | "closed_on",
    label: string,
    shown?: ReactNode,
  ) => ({
    label,
    value: organisation[key] ?? "",
    shown,
    editable: canEdit,
    onSave: (value: string) => save({ [key]: value.trim() || null }, { label }),
  });
  const choice = (
    key: "legal_status" | "headcount_range",
    label: string,
    options: { value: string; label: string }[],
  ) => ({
    label,
    value: organisation[key] ?? "",
    shown: options.find((each) => each.value === organisation[key])?.label,
    options: [{ value: "", label: "–" }, ...options],
    editable: canEdit,
    onSave: (value: string) => save({ [key]: value || null }, { label }),
  });
  const coded = (code: string | null, label: string | null) =>
    code ? [code, label].filter(Boolean).join(" · ") : undefined;
  const facts: [string, EditableFactProps][] = [
    ["legal_name", fields.legalName],
    ["trade_name", text("trade_name", t("details.tradeName"))],
    ["siren", fields.siren],
    ["siret", text("siret", t("details.siret"))],
    ["vat_number", fields.vat],
    ["naf_code", text("naf_code", t("details.naf"), coded(organisation.naf_code, organisation.naf_label))],
    [
      "legal_form",
      text(
        "legal_form",
        t("details.legalForm"),
        coded(organisation.legal_form, organisation.legal_form_label),
      ),
    ],
    [
      "legal_status",
      choice("legal_status", t("details.legalStatus"), [
        { value: "active", label: t("legalStatus.active") },
        { value: "closed", label: t("legalStatus.closed") },
      ]),
    ],
    ["closed_on", { ...text("closed_on", t("details.closedOn")), type: "date" as const }],
    [
      "headcount_range",
      choice(
        "headcount_range",
        t("details.range"),
        RANGES.map((value) => ({ value, label: BANDS[value] as string })),
      ),
    ],
    ["revenue", fields.revenue],
    ["revenue_year", fields.revenueYear],
  ];
  return (
    <Section
      title={t("details.legal")}
      action={
        canEdit && enabled ? (
          <Tooltip label={t("registry.lookUp")}>
            <ActionIcon aria-label={t("registry.lookUp")} onClick={() => setFilling(true)}>
              <IconBuildingCommunity size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null
      }
    >
      <Facts>
        {facts.map(([field, fact]) => (
          <EditableFact
            key={field}
            {...fact}
            shown={
              organisation.provenance[field] ? (
                <Sourced organisation={organisation} field={field}>
                  {fact.shown ?? fact.value}
                </Sourced>
              ) : (
                fact.shown
              )
            }
          />
        ))}
      </Facts>
      {organisation.legal_status === "closed" ? (
        <p className={classes.wrong}>{t("legalStatus.closed")}</p>
      ) : null}
      {filling ? <FillDialog record={record} onClose={() => setFilling(false)} /> : null}
    </Section>
  );
}
