import { IconBuilding, IconUsers } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useUrlState } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { Avatar } from "../../../ui/Avatar";
import { FilterChip } from "../../../ui/table/FilterBar";
import type { DataTableColumn } from "../../../ui/table/types";
import { RelativeDate } from "../../../ui/values";
import { CustomerList } from "../CustomerList";
import classes from "../customers.module.css";
import { useCustomerMessages } from "../messages";
import { organisationQuery } from "../organisations/queries";
import { useBulkDelete } from "../useBulkDelete";
import { useCustomerList } from "../useCustomerList";
import { type ContactRow, contactQuery, deleteContact, fetchContacts, fetchContactsCount } from "./queries";

function useColumns(): DataTableColumn<ContactRow>[] {
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
            <Avatar name={row.name} />
            <span className="truncate">{row.name}</span>
          </span>
        ),
      },
      {
        id: "organisation",
        header: t("column.organisation"),
        width: 200,
        cell: (row) =>
          row.organisation_name ? (
            <span className={classes.named}>
              <Avatar name={row.organisation_name} kind="company" size={16} />
              <span className="truncate">{row.organisation_name}</span>
            </span>
          ) : null,
      },
      { id: "job", header: t("column.job"), width: 180, from: 1100, cell: (row) => row.job_title },
      { id: "email", header: t("column.email"), width: 220, from: 1360, cell: (row) => row.email },
      {
        id: "phone",
        header: t("column.phone"),
        width: 140,
        from: 900,
        cell: (row) => {
          const phone = row.mobile ?? row.phone;
          return phone ? <span className="tabular">{format.phone(phone)}</span> : null;
        },
      },
      {
        id: "owner",
        header: t("column.owner"),
        width: 160,
        from: 1520,
        cell: (row) => row.owner_name,
      },
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

/** The list of contacts. */
export default function ContactsPage() {
  const t = useCustomerMessages();
  const format = useFormat();
  const queries = useQueryClient();
  const [url, setUrl] = useUrlState({ q: "", organisation: "" });
  const company = useQuery({ ...organisationQuery(url.organisation), enabled: url.organisation !== "" }).data;
  const list = useCustomerList<ContactRow>({
    object: "contact",
    fetchPage: fetchContacts,
    fetchCount: fetchContactsCount,
    more: { organisationId: url.organisation || undefined },
  });
  const remove = useBulkDelete("contact", deleteContact);
  const columns = useColumns();
  const { total } = list;
  const countText =
    total &&
    (total.capped
      ? t("list.contactCountCapped", { count: format.number(total.count) as unknown as number })
      : t("list.contactCount", { count: total.count }));
  return (
    <CustomerList
      object="contact"
      title={t("contacts")}
      create={t("createContact")}
      icon={IconUsers}
      emptyTitle={t("list.emptyContacts")}
      emptyText={t("list.emptyContactsText")}
      errorTitle={t("list.failedContacts")}
      list={list}
      columns={columns}
      mobileRow={(row) => ({
        lead: <Avatar name={row.name} size={40} />,
        title: row.name,
        subtitle: [row.job_title, row.organisation_name].filter(Boolean).join(", ") || row.email,
      })}
      scopeLabels={{
        all: t("scope.allContacts"),
        me: t("scope.myContacts"),
        team: t("scope.teamContacts"),
      }}
      filters={
        url.organisation ? (
          <FilterChip
            label={t("column.organisation")}
            value={company?.name ?? "…"}
            icon={IconBuilding}
            onRemove={() => setUrl({ organisation: "" })}
          />
        ) : null
      }
      filtered={Boolean(url.q || url.organisation) || list.owner === "me"}
      onClearFilters={() => setUrl({ q: "", organisation: "", owner: list.scopes[0] } as never)}
      countText={countText ?? null}
      onHover={(row) => void queries.prefetchQuery(contactQuery(row.id))}
      onDelete={(ids) => void remove(ids)}
    />
  );
}
