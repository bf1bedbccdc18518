import { Button, Group } from "@mantine/core";
import { useEffect, useRef } from "react";
import { usePanel } from "../../../lib/address";
import { Tag } from "../../../ui/Tag";
import { RelativeDate } from "../../../ui/values";
import classes from "./duplicates.module.css";
import { useDuplicateMessages } from "./messages";
import type { Pair, PairStatus } from "./queries";

interface Props {
  pair: Pair;
  active: boolean;
  onActivate: () => void;
  onDecide: (status: PairStatus) => void;
  onMerge: (ids: readonly string[]) => void;
}

/** Two records side by side, why they may be one, and what to do about it. */
export function PairCard({ pair, active, onActivate, onDecide, onMerge }: Props) {
  const t = useDuplicateMessages();
  const { open } = usePanel();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) card.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const ids = pair.records.map((record) => record.id);
  const names = pair.records.map((record) => record.title).join(" / ");
  return (
    <li ref={card} className={classes.card} data-active={active || undefined} onPointerDown={onActivate}>
      <div className={classes.cardHead}>
        <span className={classes.score} title={t("score", { score: pair.score })}>
          {pair.score}
        </span>
        <ul className={classes.reasons} aria-label={t("score", { score: pair.score })}>
          {pair.reasons.map((reason) => (
            <li key={reason.kind}>
              <Tag>{reason.text}</Tag>
            </li>
          ))}
        </ul>
      </div>
      <table className={classes.sides} aria-label={t("compare")}>
        <thead>
          <tr>
            <td />
            {pair.records.map((record) => (
              <th key={record.id} scope="col">
                <button type="button" className={classes.name} onClick={() => open(pair.object, record.id)}>
                  {record.title}
                </button>
                <span className={classes.quiet}>
                  <RelativeDate value={record.updated_at} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pair.facts.map((fact) => (
            <tr key={fact.field} data-same={fact.values[0] === fact.values[1] || undefined}>
              <th scope="row">{fact.label}</th>
              {fact.values.map((value, place) => (
                <td key={ids[place]}>{value ?? "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Group gap={8} className={classes.actions}>
        <Button size="xs" onClick={() => onMerge(ids)} aria-label={`${t("merge")} ${names}`}>
          {t("merge")}
        </Button>
        {pair.group.length > 2 ? (
          <Button size="xs" variant="default" onClick={() => onMerge(pair.group)}>
            {t("mergeGroup", { count: pair.group.length })}
          </Button>
        ) : null}
        {pair.status === "dismissed" || pair.decided_at ? (
          <>
            <Button size="xs" variant="default" onClick={() => onDecide("open")}>
              {t("reopen")}
            </Button>
            <span className={classes.quiet}>
              {pair.status === "later"
                ? t("until")
                : pair.decided_by
                  ? t("by", { name: pair.decided_by })
                  : ""}
            </span>
          </>
        ) : (
          <>
            <Button size="xs" variant="default" onClick={() => onDecide("dismissed")}>
              {t("notDuplicate")}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => onDecide("later")}>
              {t("later")}
            </Button>
          </>
        )}
      </Group>
    </li>
  );
}
