import { IconBuilding } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useUrlState } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { Avatar } from "../../../ui/Avatar";
import { Tag, type Tone } from "../../../ui/Tag";
import { ToggleChip } from "../../../ui/table/FilterBar";
import type { DataTableColumn } from "../../../ui/table/types";
import { RelativeDate } from "../../../ui/values";
import { CustomerList } from "../CustomerList";
import classes from "../customers.module.css";
import { useCustomerMessages } from "../messages";
import { useBulkDelete } from "../useBulkDelete";
import { useCustomerList } from "../useCustomerList";
import {
  deleteOrganisation,
  fetchOrganisations,
  fetchOrganisationsCount,
  ORGANISATION_KINDS,
  type OrganisationKind,
  type OrganisationRow,
  organisationQuery,
} from "./queries";

const TONES: Record<OrganisationKind, Tone> = {
  prospect: "neutral",
  client: "green",
  partner: "accent",
  supplier: "neutral",
  competitor: "orange",
  other: "neutral",
};

function useColumns(): DataTableColumn<OrganisationRow>[] {
  const t = useCustomerMessages();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("column.name"),
        main: true,
        grow: true,
        sort: "name",
        cell: (row) => (
          <span className={classes.named}>
            <Avatar name={row.name} kind="company" />
            <span className="truncate">{row.name}</span>
          </span>
        ),
      },
      {
        id: "kind",
        header: t("column.kind"),
        width: 130,
        cell: (row) => <Tag tone={TONES[row.kind]}>{t(`kind.${row.kind}`)}</Tag>,
      },
      { id: "city", header: t("column.city"), width: 160, cell: (row) => row.city },
      { id: "sector", header: t("column.sector"), width: 180, from: 1024, cell: (row) => row.sector },
      {
        id: "headcount",
        header: t("column.headcount"),
        width: 96,
        from: 1200,
        align: "right",
        cell: (row) => (row.headcount === null ? null : format.number(row.headcount)),
      },
      { id: "owner", header: t("column.owner"), width: 160, from: 1360, cell: (row) => row.owner_name },
      {
        id: "updated",
        header: t("column.updated"),
        width: 136,
        from: 800,
        sort: "updated_at",
        cell: (row) => <RelativeDate value={row.updated_at} />,
      },
    ],
    [t, format],
  );
}

/** The list of organisations. */
export default function OrganisationsPage() {
  const t = useCustomerMessages();
  const format = useFormat();
  const queries = useQueryClient();
  const [url, setUrl] = useUrlState({ q: "", kind: "" });
  const list = useCustomerList<OrganisationRow>({
    object: "organisation",
    fetchPage: fetchOrganisations,
    fetchCount: fetchOrganisationsCount,
    more: { kind: ORGANISATION_KINDS.find((kind) => kind === url.kind) },
  });
  const remove = useBulkDelete("organisation", deleteOrganisation);
  const columns = useColumns();
  const { total } = list;
  const countText =
    total &&
    (total.capped
      ? t("list.organisationCountCapped", { count: format.number(total.count) as unknown as number })
      : t("list.organisationCount", { count: total.count }));
  return (
    <CustomerList
      object="organisation"
      title={t("organisations")}
      create={t("createOrganisation")}
      icon={IconBuilding}
      emptyTitle={t("list.emptyOrganisations")}
      emptyText={t("list.emptyOrganisationsText")}
      errorTitle={t("list.failedOrganisations")}
      list={list}
      columns={columns}
      mobileRow={(row) => ({
        lead: <Avatar name={row.name} kind="company" size={40} />,
        title: row.name,
        subtitle: [t(`kind.${row.kind}`), row.city].filter(Boolean).join(", "),
      })}
      scopeLabels={{
        all: t("scope.allOrganisations"),
        me: t("scope.myOrganisations"),
        team: t("scope.teamOrganisations"),
      }}
      filters={ORGANISATION_KINDS.slice(0, 4).map((kind) => (
        <ToggleChip
          key={kind}
          label={t(`kind.${kind}`)}
          on={url.kind === kind}
          onChange={(on) => setUrl({ kind: on ? kind : "" })}
        />
      ))}
      filtered={Boolean(url.q || url.kind) || list.owner === "me"}
      onClearFilters={() => setUrl({ q: "", kind: "", owner: list.scopes[0] } as never)}
      countText={countText ?? null}
      onHover={(row) => void queries.prefetchQuery(organisationQuery(row.id))}
      onDelete={(ids) => void remove(ids)}
    />
  );
}
