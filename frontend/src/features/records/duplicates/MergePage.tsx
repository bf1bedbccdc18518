import { Button, Radio, Skeleton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useGo, useUrlState } from "../../../lib/address";
import { asProblem } from "../../../lib/problem";
import { recordKind } from "../../../lib/recordKinds";
import { ErrorState } from "../../../ui/ErrorState";
import { PageHeader } from "../../../ui/PageHeader";
import { notifyDone, notifyProblem, notifyUndo } from "../../../ui/toasts";
import classes from "./duplicates.module.css";
import { MergeTable } from "./MergeTable";
import { useDuplicateMessages } from "./messages";
import { type Comparison, comparisonQuery, merge } from "./queries";

/** Two to five records becoming one: which to keep and, field by field, whose value stays. */
export default function MergePage() {
  const t = useDuplicateMessages();
  const go = useGo();
  const [{ object, ids, keep }, setUrl] = useUrlState({ object: "", ids: "", keep: "" });
  const comparison = useQuery({ ...comparisonQuery(object, ids, keep), enabled: Boolean(object && ids) });
  return (
    <div className={classes.page}>
      <PageHeader
        title={t("mergeTitle")}
        actions={
          <Button variant="default" onClick={() => go("/duplicates", { object })}>
            {t("cancel")}
          </Button>
        }
      />
      <div className={classes.scroll}>
        {comparison.isError ? (
          <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />
        ) : comparison.data ? (
          <Choice
            comparison={comparison.data}
            onKeep={(id) => setUrl({ keep: id })}
            onRefresh={() => void comparison.refetch()}
          />
        ) : (
          <Skeleton height={320} radius="md" />
        )}
      </div>
    </div>
  );
}

interface ChoiceProps {
  comparison: Comparison;
  onKeep: (id: string) => void;
  onRefresh: () => void;
}

function Choice({ comparison, onKeep, onRefresh }: ChoiceProps) {
  const t = useDuplicateMessages();
  const go = useGo();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const { object, records, survivor_id: survivor } = comparison;
  const send = async () => {
    setBusy(true);
    try {
      const { data, changeSetId } = await merge({
        object,
        survivor_id: survivor,
        loser_ids: records.filter((record) => record.id !== survivor).map((record) => record.id),
        choices: Object.fromEntries(
          comparison.fields
            .filter((field) => field.differs)
            .map((field) => [field.name, chosen[field.name] ?? field.proposed]),
        ),
        versions: Object.fromEntries(records.map((record) => [record.id, record.version])),
      });
      notifyUndo(t("done", { name: data.survivor.title }), changeSetId);
      await queries.invalidateQueries();
      go(recordKind(object)?.path(survivor) ?? "/duplicates");
    } catch (error) {
      setBusy(false);
      if (asProblem(error).isStale) {
        notifyDone(t("stale"));
        onRefresh();
      } else notifyProblem(error);
    }
  };
  return (
    <div className={classes.merge}>
      <p className={classes.quiet}>{t("choose")}</p>
      <Radio.Group value={survivor} onChange={onKeep} aria-label={t("keep")}>
        <MergeTable
          comparison={comparison}
          chosen={chosen}
          onChoose={(field, id) => setChosen((present) => ({ ...present, [field]: id }))}
        />
      </Radio.Group>
      <p className={classes.quiet}>{t("note")}</p>
      <div className={classes.footer}>
        <Button loading={busy} onClick={() => void send()}>
          {t("submit", { count: records.length })}
        </Button>
        <Button variant="default" onClick={() => go("/duplicates", { object })}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
