import { Skeleton, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Avatar } from "../../../../ui/Avatar";
import { EmptyState } from "../../../../ui/EmptyState";
import { ErrorState } from "../../../../ui/ErrorState";
import { Amount } from "../../../../ui/values";
import { useDealMessages } from "../../messages";
import type { Pipeline } from "../../pipelines/queries";
import { Apart } from "../Apart";
import { Board, DragHint } from "./Board";
import classes from "./board.module.css";
import { type Lanes as LanesData, lanesQuery, type Quick } from "./queries";

interface LanesProps {
  pipeline: Pipeline;
  owner: string;
  quick: Quick;
  canMove: boolean;
  onOpenLines: (stageId: string) => void;
}

type LaneData = LanesData["lanes"][number];

function Lane({
  lane,
  currency,
  first,
  ...board
}: LanesProps & { lane: LaneData; currency: string; first: boolean }) {
  const t = useDealMessages();
  const [open, setOpen] = useState(first);
  const name = lane.owner_name ?? t("record.unassigned");
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.lane} aria-label={t("quick.lane", { name, count: lane.count })}>
      <UnstyledButton className={classes.laneHead} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron size={16} stroke={1.75} />
        {lane.owner_name ? <Avatar name={lane.owner_name} size={24} /> : null}
        <span className={classes.laneName}>{name}</span>
        <span className={classes.laneFigures}>
          {t("facts", { count: lane.count })},{" "}
          <Amount value={lane.amount} currency={currency} decimals="never" />,{" "}
          <Amount value={lane.weighted_amount} currency={currency} decimals="never" /> {t("weighted")}
          <Apart parts={lane.apart} />
        </span>
      </UnstyledButton>
      {open ? (
        <Board {...board} owner={lane.owner_id ?? "none"} lane canCreate={false} onShowAll={null} />
      ) : null}
    </section>
  );
}

/** The board cut into one lane per owner, the most valuable first; a lane loads its cards when it opens. */
export function Lanes(props: LanesProps) {
  const t = useDealMessages();
  const { data, error, refetch } = useQuery(lanesQuery(props.pipeline.id, props.owner, props.quick));
  if (error && !data)
    return <ErrorState error={error} title={t("board.failed")} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={320} m={24} radius="md" />;
  if (data.lanes.length === 0)
    return <EmptyState icon={IconUsers} title={t("quick.noLane")} text={t("quick.noLaneText")} />;
  return (
    <div className={classes.lanes}>
      <DragHint />
      {data.lanes.map((lane, index) => (
        <Lane
          key={lane.owner_id ?? "none"}
          {...props}
          lane={lane}
          currency={data.currency}
          first={index < 2}
        />
      ))}
    </div>
  );
}
