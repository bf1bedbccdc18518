import { IconHourglassEmpty } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useWorkspacePath } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { useMemberOptions } from "../../../lib/members";
import { Avatar } from "../../../ui/Avatar";
import { EditableFact, InlineValue } from "../../../ui/record/EditableFact";
import { Facts } from "../../../ui/record/Facts";
import { PickerFact } from "../../../ui/record/PickerFact";
import type { KeyFact } from "../../../ui/record/RecordHeader";
import { StateText } from "../../../ui/Tag";
import { Amount } from "../../../ui/values";
import { useDealMessages } from "../messages";
import { lossReasonsQuery } from "../pipelines/queries";
import { ASLEEP_AFTER_DAYS, idleDays } from "./dealState";
import classes from "./deals.module.css";
import { parseAmount } from "./parseAmount";
import { createOrganisationNamed, currenciesQuery, findOrganisations } from "./queries";
import type { LoadedDealRecord } from "./useDealRecord";

/** The editors of a deal's fields; pages and panels choose which they show. */
export function useDealFields({ deal, save, canEdit }: LoadedDealRecord) {
  const t = useDealMessages();
  const format = useFormat();
  const members = useMemberOptions();
  const { data: currencies } = useQuery(currenciesQuery);
  const { data: reasons } = useQuery(lossReasonsQuery);
  const currency = {
    label: t("record.currency"),
    value: deal.currency,
    options: (currencies?.currencies ?? []).map((each) => ({ value: each.code, label: each.code })),
    editable: canEdit && (currencies?.currencies.length ?? 0) > 1,
    onSave: (value: string) => save({ currency: value }, { label: t("record.currency") }),
  };
  const lossReason = {
    label: t("record.lostReason"),
    value: deal.loss_reason_id ?? "",
    shown: deal.loss_reason_name ?? undefined,
    options: [
      { value: "", label: "–" },
      ...(reasons ?? []).map((each) => ({ value: each.id, label: each.name })),
    ],
    editable: canEdit,
    onSave: (value: string) => save({ loss_reason_id: value || null }, { label: t("record.lostReason") }),
  };
  const amount = {
    label: t("record.amount"),
    value: deal.amount.replace(/\.00$/, "").replace(".", format.language === "fr" ? "," : "."),
    shown: <Amount value={deal.amount} currency={deal.currency} tax={t("excludingTax")} decimals="auto" />,
    editable: canEdit && deal.lines.length === 0,
    onSave: (value: string) =>
      save(
        { amount: parseAmount(value) ?? value },
        {
          label: t("record.amount"),
          show: (raw) => format.money(String(raw), deal.currency),
        },
      ),
  };
  const probability = {
    label: t("record.probability"),
    value: String(deal.probability),
    shown: format.percent(deal.probability),
    type: "number" as const,
    editable: canEdit && deal.status === "open",
    onSave: (value: string) =>
      save({ probability: value === "" ? null : Number(value) }, { label: t("record.probability") }),
  };
  const close = {
    label: t("record.close"),
    value: deal.expected_close_on ?? "",
    shown: deal.expected_close_on ? (
      <>
        {format.date(deal.expected_close_on)}{" "}
        <span className={classes.quiet}>{format.distance(deal.expected_close_on)}</span>
      </>
    ) : undefined,
    type: "date" as const,
    editable: canEdit,
    onSave: (value: string) => save({ expected_close_on: value || null }, { label: t("record.close") }),
  };
  const owner = {
    label: t("record.owner"),
    value: deal.owner_id ?? "",
    shown: deal.owner_name ? (
      <span className={classes.withAvatar}>
        <Avatar name={deal.owner_name} size={20} />
        <span className="truncate">{deal.owner_name}</span>
      </span>
    ) : (
      t("record.unassigned")
    ),
    options: [
      { value: "", label: t("record.unassigned") },
      ...members.map((member) => ({ value: member.id, label: member.name })),
    ],
    editable: canEdit && members.length > 0,
    onSave: (value: string) => save({ owner_id: value || null }, { label: t("record.owner") }),
  };
  return { amount, probability, close, owner, currency, lossReason };
}

function LastActivity({ record }: { record: LoadedDealRecord }) {
  const t = useDealMessages();
  const format = useFormat();
  const { deal } = record;
  if (!deal.last_interaction_at) return <span className={classes.quiet}>{t("record.noActivity")}</span>;
  const text = format.distance(deal.last_interaction_at);
  const asleep = deal.status === "open" && idleDays(deal, format.daysFromToday) >= ASLEEP_AFTER_DAYS;
  return asleep ? (
    <StateText tone="orange" icon={IconHourglassEmpty}>
      {text}
    </StateText>
  ) : (
    <span title={format.dateTime(deal.last_interaction_at)}>{text}</span>
  );
}

/** The five facts under the name of a deal. */
export function useKeyFacts(record: LoadedDealRecord): KeyFact[] {
  const t = useDealMessages();
  const format = useFormat();
  const { amount, probability, close, owner } = useDealFields(record);
  const { deal } = record;
  const closing =
    deal.status === "open"
      ? { label: close.label, value: <InlineValue {...close} /> }
      : { label: t("record.closedOn"), value: deal.closed_on ? format.date(deal.closed_on) : "–" };
  return [
    { label: amount.label, value: <InlineValue {...amount} /> },
    { label: probability.label, value: <InlineValue {...probability} /> },
    closing,
    { label: owner.label, value: <InlineValue {...owner} /> },
    { label: t("record.lastActivity"), value: <LastActivity record={record} /> },
  ];
}

/** Everything else known of a deal; `all` adds the key facts, for panels. */
export function DealFacts({ record, all = false }: { record: LoadedDealRecord; all?: boolean }) {
  const t = useDealMessages();
  const path = useWorkspacePath();
  const { deal, save, canEdit } = record;
  const fields = useDealFields(record);
  const organisation =
    deal.organisation_id && deal.organisation_name
      ? { id: deal.organisation_id, name: deal.organisation_name }
      : null;
  const competitor =
    deal.competitor_id && deal.competitor_name
      ? { id: deal.competitor_id, name: deal.competitor_name }
      : null;
  const currencyShown = fields.currency.editable || deal.currency !== "EUR";
  const text = (key: "source" | "lost_reason" | "competitor" | "description", label: string) => (
    <EditableFact
      label={label}
      value={deal[key] ?? ""}
      editable={canEdit}
      onSave={(value) => save({ [key]: value || null }, { label })}
    />
  );
  return (
    <Facts>
      {all ? (
        <>
          <EditableFact {...fields.amount} />
          <EditableFact {...fields.probability} />
          <EditableFact {...fields.close} />
          <EditableFact {...fields.owner} />
        </>
      ) : null}
      <PickerFact
        label={t("record.organisation")}
        kind="company"
        value={organisation}
        editable={canEdit}
        shown={
          organisation ? (
            <Link to={path(`/organisations/${organisation.id}`)}>{organisation.name}</Link>
          ) : null
        }
        search={findOrganisations}
        onCreate={createOrganisationNamed}
        onSave={(value) => save({ organisation_id: value?.id ?? null }, { label: t("record.organisation") })}
      />
      {text("source", t("record.source"))}
      {currencyShown ? <EditableFact {...fields.currency} /> : null}
      {deal.status === "lost" ? (
        <>
          <EditableFact {...fields.lossReason} />
          {text("lost_reason", t("record.lostWords"))}
        </>
      ) : null}
      <PickerFact
        label={t("record.competitor")}
        kind="company"
        value={competitor}
        editable={canEdit}
        shown={
          competitor ? (
            <Link to={path(`/organisations/${competitor.id}`)}>{competitor.name}</Link>
          ) : (
            (deal.competitor ?? null)
          )
        }
        search={findOrganisations}
        onCreate={createOrganisationNamed}
        onSave={(value) => save({ competitor_id: value?.id ?? null }, { label: t("record.competitor") })}
      />
      {text("description", t("record.description"))}
    </Facts>
  );
}
