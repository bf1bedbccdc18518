import { Checkbox, Modal, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "../../../lib/problem";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { notifyUndo } from "../../../ui/toasts";
import classes from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import type { Organisation } from "../organisations/queries";
import type { LoadedOrganisation } from "../organisations/useOrganisationRecord";
import { CompanyMatches } from "./CompanyMatches";
import { type Company, fillFromRegistry } from "./queries";

const LABELS = {
  legal_name: "field.legalName",
  trade_name: "details.tradeName",
  siren: "field.siren",
  siret: "details.siret",
  vat_number: "field.vat",
  naf_code: "details.naf",
  legal_form: "details.legalForm",
  legal_status: "details.legalStatus",
  closed_on: "details.closedOn",
  headcount_range: "details.range",
  revenue: "field.revenue",
  revenue_year: "details.revenueYear",
  address_line: "field.address",
  postal_code: "field.postalCode",
  city: "field.city",
} as const;
type Fillable = keyof typeof LABELS;

/** Completes a record from the register, field by field; what the record lacks is chosen already. */
export function FillDialog({ record, onClose }: { record: LoadedOrganisation; onClose: () => void }) {
  const t = useCustomerMessages();
  const queries = useQueryClient();
  const { organisation } = record;
  const [text, setText] = useState(organisation.siren ?? organisation.name);
  const [company, setCompany] = useState<Company | null>(null);
  const [chosen, setChosen] = useState<Fillable[]>([]);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ReturnType<typeof asProblem> | null>(null);
  const offered = (Object.keys(LABELS) as Fillable[]).filter((name) => {
    const value = company?.values[name];
    return value !== undefined && String(value) !== String(organisation[name] ?? "");
  });
  const take = (found: Company) => {
    setCompany(found);
    setChosen(
      (Object.keys(LABELS) as Fillable[]).filter((name) => !organisation[name] && name in found.values),
    );
  };
  const send = async () => {
    if (!company) return;
    setBusy(true);
    try {
      const { data, changeSetId } = await fillFromRegistry(organisation.id, {
        siren: company.siren,
        fields: chosen.filter((name) => offered.includes(name)),
        version: organisation.version,
      });
      queries.setQueryData<Organisation>(["organisation", organisation.id], (known) =>
        known ? { ...known, ...data } : data,
      );
      notifyUndo(t("registry.filled", { name: data.name }), changeSetId);
      onClose();
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("registry.lookUp")} size={520}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap={12}>
          <TextInput
            label={t("registry.search")}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setCompany(null);
            }}
            data-autofocus
          />
          {company ? null : <CompanyMatches text={text} onChoose={take} />}
          {company && offered.length === 0 ? (
            <p className={classes.mark}>{t("registry.nothingNew")}</p>
          ) : null}
          {company
            ? offered.map((name) => (
                <Checkbox
                  key={name}
                  label={`${t(LABELS[name])} : ${String(company.values[name])}`}
                  description={organisation[name] ? String(organisation[name]) : undefined}
                  checked={chosen.includes(name)}
                  onChange={() =>
                    setChosen((all) =>
                      all.includes(name) ? all.filter((each) => each !== name) : [...all, name],
                    )
                  }
                />
              ))
            : null}
          <FormProblem problem={refused} />
          <FormActions
            submit={t("registry.fill")}
            busy={busy}
            disabled={!company || !chosen.some((name) => offered.includes(name))}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Modal>
  );
}
