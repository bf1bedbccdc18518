import { Drawer, Skeleton, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { usePanel } from "../../../lib/address";
import { ErrorState } from "../../../ui/ErrorState";
import { Amount } from "../../../ui/values";
import { useDealMessages } from "../messages";
import type { Pipeline } from "../pipelines/queries";
import { type Behind, behindQuery } from "./board/queries";
import classes from "./Statistics.module.css";

interface DealsBehindProps {
  pipeline: Pipeline;
  owner: string;
  period: { begin: string; end: string };
  behind: Behind;
  onClose: () => void;
}

/** The deals a figure of the statistics is made of. */
export function DealsBehind({ pipeline, owner, period, behind, onClose }: DealsBehindProps) {
  const t = useDealMessages();
  const { open } = usePanel();
  const { data, error } = useQuery(behindQuery(pipeline.id, owner, period, behind));
  return (
    <Drawer opened onClose={onClose} position="right" size={480} title={t("analysis.behind")}>
      {error ? <ErrorState error={error} title={t("table.failed")} /> : null}
      {!data && !error ? <Skeleton height={240} /> : null}
      {data?.items.length === 0 ? <p className={classes.hint}>{t("table.emptyFilter")}</p> : null}
      <ul className={classes.behind}>
        {data?.items.map((deal) => (
          <li key={deal.id}>
            <UnstyledButton
              className={classes.behindDeal}
              onClick={() => {
                onClose();
                open("deal", deal.id);
              }}
            >
              <span>
                <strong>{deal.name}</strong>
                <small>
                  {deal.organisation_name ?? deal.stage_name}
                  {deal.organisation_name ? `, ${deal.stage_name}` : ""}
                </small>
              </span>
              <Amount value={deal.amount} currency={deal.currency} decimals="never" />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {data?.next_cursor ? <p className={classes.hint}>{t("analysis.first", { count: 200 })}</p> : null}
    </Drawer>
  );
}
