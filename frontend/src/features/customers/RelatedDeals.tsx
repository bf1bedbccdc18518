import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useGo, usePanel } from "../../lib/address";
import { useFormat } from "../../lib/format";
import { useCan } from "../../lib/session";
import { openCreate } from "../../lib/stores";
import { Section } from "../../ui/record/RecordHeader";
import { StageIcon } from "../../ui/record/StageIcon";
import { Amount } from "../../ui/values";
import classes from "./customers.module.css";
import { useCustomerMessages } from "./messages";
import type { RelatedDeal } from "./organisations/queries";

interface RelatedDealsProps {
  deals: RelatedDeal[] | undefined;
  preset: Record<string, string>;
}

function useDetail(): (deal: RelatedDeal) => string {
  const t = useCustomerMessages();
  const format = useFormat();
  return (deal) => {
    if (deal.status !== "open") {
      const date = deal.closed_on ? format.date(deal.closed_on) : "";
      return t(deal.status === "won" ? "record.wonOn" : "record.lostOn", { date });
    }
    return deal.expected_close_on
      ? t("record.closeOn", { stage: deal.stage_name, date: format.date(deal.expected_close_on) })
      : deal.stage_name;
  };
}

/** The deals with a person or company: open ones first. */
export function RelatedDeals({ deals, preset }: RelatedDealsProps) {
  const t = useCustomerMessages();
  const can = useCan();
  const go = useGo();
  const { panel, open } = usePanel();
  const detail = useDetail();
  if (!can("deal.see")) return null;
  const sorted = deals?.toSorted((a, b) => Number(b.status === "open") - Number(a.status === "open"));
  return (
    <Section
      title={t("record.openDeals")}
      count={deals?.length || undefined}
      action={
        can("deal.create") ? (
          <Tooltip label={t("record.addDeal")}>
            <ActionIcon onClick={() => openCreate("deal", preset)} aria-label={t("record.addDeal")}>
              <IconPlus size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null
      }
    >
      {sorted?.length === 0 ? <p className={classes.quiet}>{t("record.noDeal")}</p> : null}
      <ul className={classes.deals}>
        {sorted?.map((deal) => (
          <li key={deal.id}>
            <UnstyledButton
              className={classes.deal}
              onClick={() => (panel ? go(`/deals/${deal.id}`) : open("deal", deal.id))}
            >
              <span className={classes.dealHead}>
                <StageIcon probability={deal.probability} kind={deal.stage_kind} />
                <span className={`${classes.dealName} truncate`}>{deal.name}</span>
                <span className={classes.dealAmount}>
                  <Amount value={deal.amount} currency={deal.currency} decimals="never" />
                </span>
              </span>
              <span className={`${classes.dealDetail} truncate`}>{detail(deal)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}
