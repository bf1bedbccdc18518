import { Button } from "@mantine/core";
import { useGo } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { useCan } from "../../../lib/session";
import { openCreate } from "../../../lib/stores";
import { NextStep } from "../../../ui/record/RecordHeader";
import { useCustomerMessages } from "../messages";
import type { LoadedOrganisation } from "./useOrganisationRecord";

/** The next thing to do about an organisation, from what the record says. */
export function OrganisationNextStep({ record }: { record: LoadedOrganisation }) {
  const t = useCustomerMessages();
  const format = useFormat();
  const can = useCan();
  const go = useGo();
  const { organisation, deals } = record;
  const open = deals?.find((deal) => deal.status === "open");
  const label = t("record.nextLabel");
  if (organisation.contacts_count === 0 && can("contact.create")) {
    return (
      <NextStep
        label={label}
        title={t("next.contactTitle")}
        reason={t("next.contactReason")}
        actions={
          <Button onClick={() => openCreate("contact", { organisation_id: organisation.id })}>
            {t("next.createContact")}
          </Button>
        }
      />
    );
  }
  if (open) {
    return (
      <NextStep
        label={label}
        title={t("next.followTitle", { deal: open.name })}
        reason={t("next.followReason", {
          stage: open.stage_name,
          amount: format.money(open.amount, open.currency, { decimals: "never" }),
        })}
        actions={<Button onClick={() => go(`/deals/${open.id}`)}>{t("next.openDeal")}</Button>}
      />
    );
  }
  if (deals && can("deal.create")) {
    return (
      <NextStep
        label={label}
        title={t("next.dealTitle", { name: organisation.name })}
        reason={t("next.dealReason")}
        actions={
          <Button onClick={() => openCreate("deal", { organisation_id: organisation.id })}>
            {t("next.createDeal")}
          </Button>
        }
      />
    );
  }
  return null;
}
