import { Button } from "@mantine/core";
import { useGo } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { useCan } from "../../../lib/session";
import { openCreate } from "../../../lib/stores";
import { NextStep } from "../../../ui/record/RecordHeader";
import { useCustomerMessages } from "../messages";
import type { LoadedContact } from "./useContactRecord";

/** The next thing to do about a contact, from what the record says. */
export function ContactNextStep({ record }: { record: LoadedContact }) {
  const t = useCustomerMessages();
  const format = useFormat();
  const can = useCan();
  const go = useGo();
  const { contact, deals, canEdit } = record;
  const open = deals?.find((deal) => deal.status === "open");
  const label = t("record.nextLabel");
  if (canEdit && !contact.email && !contact.phone && !contact.mobile) {
    return (
      <NextStep
        label={label}
        title={t("next.reachTitle")}
        reason={t("next.reachReason", { name: contact.name })}
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
        title={t("next.dealTitle", { name: contact.name })}
        reason={t("next.dealReason")}
        actions={
          <Button onClick={() => openCreate("deal", { contact_id: contact.id })}>
            {t("next.createDeal")}
          </Button>
        }
      />
    );
  }
  return null;
}
