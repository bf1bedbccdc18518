import { useMemo } from "react";
import { useFormat } from "../../../lib/format";
import { Avatar } from "../../../ui/Avatar";
import { Tag } from "../../../ui/Tag";
import type { DataTableColumn } from "../../../ui/table/types";
import { Amount, RelativeDate } from "../../../ui/values";
import { useDealMessages } from "../messages";
import { DealStateText } from "./DealStateText";
import { dealState } from "./dealState";
import classes from "./deals.module.css";
import type { DealRow } from "./queries";

/** The closing date, marked when it is missing or passed; a decided deal shows when it was. */
function CloseDate({ deal }: { deal: DealRow }) {
  const format = useFormat();
  const state = dealState(deal, format.daysFromToday);
  return state.kind === "asleep" || state.kind === "date" ? (
    <RelativeDate value={deal.expected_close_on} />
  ) : (
    <DealStateText deal={deal} />
  );
}

/** The columns of the list of deals. */
export function useDealColumns(): DataTableColumn<DealRow>[] {
  const t = useDealMessages();
  return useMemo(
    () => [
      { id: "name", header: t("table.name"), main: true, grow: true, sort: "name", cell: (row) => row.name },
      {
        id: "organisation",
        header: t("table.organisation"),
        width: 200,
        from: 900,
        cell: (row) =>
          row.organisation_name ? (
            <span className={classes.withAvatar}>
              <Avatar name={row.organisation_name} kind="company" size={20} />
              <span className="truncate">{row.organisation_name}</span>
            </span>
          ) : null,
      },
      {
        id: "stage",
        header: t("table.stage"),
        width: 150,
        cell: (row) => <Tag dot={row.stage_colour}>{row.stage_name}</Tag>,
      },
      {
        id: "close",
        header: t("table.close"),
        width: 140,
        sort: "expected_close_on",
        cell: (row) => <CloseDate deal={row} />,
      },
      {
        id: "owner",
        header: t("table.owner"),
        width: 160,
        from: 1280,
        cell: (row) =>
          row.owner_name ? (
            <span className={classes.withAvatar}>
              <Avatar name={row.owner_name} size={20} />
              <span className="truncate">{row.owner_name}</span>
            </span>
          ) : null,
      },
      {
        id: "updated",
        header: t("table.updated"),
        width: 136,
        from: 1440,
        sort: "updated_at",
        cell: (row) => <RelativeDate value={row.updated_at} />,
      },
      {
        id: "amount",
        header: t("table.amount"),
        width: 130,
        align: "right",
        sort: "amount",
        cell: (row) => <Amount value={row.amount} currency={row.currency} decimals="never" />,
      },
    ],
    [t],
  );
}
