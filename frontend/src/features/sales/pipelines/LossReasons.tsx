import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem, type Problem } from "../../../lib/problem";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { notifyUndo } from "../../../ui/toasts";
import { useDealMessages } from "../messages";
import classes from "./pipelines.module.css";
import { lossReasonsQuery, replaceLossReasons } from "./queries";

interface Draft {
  key: string;
  id?: string;
  name: string;
}

/** The reasons for which deals are lost: renamed, ordered, added, taken off the list. */
export function LossReasons() {
  const t = useDealMessages();
  const queries = useQueryClient();
  const { data } = useQuery(lossReasonsQuery);
  const [drafts, setDrafts] = useState<Draft[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const shown: Draft[] = drafts ?? (data ?? []).map(({ id, name }) => ({ key: id, id, name }));
  const wrong = (index: number) =>
    problem?.fields.find((field) => field.path === `reasons.${index}.name`)?.message ?? null;
  const step = (index: number, by: 1 | -1) => {
    const next = [...shown];
    const [moving] = next.splice(index, 1);
    if (moving) next.splice(index + by, 0, moving);
    setDrafts(next);
  };
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { changeSetId } = await replaceLossReasons(shown.map(({ id, name }) => ({ id, name })));
      await queries.invalidateQueries({ queryKey: ["loss-reason"] });
      setDrafts(null);
      notifyUndo(t("reasons.saved"), changeSetId);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <section className={classes.pipeline} aria-label={t("reasons.title")}>
      <header className={classes.head}>
        <h3 className={classes.reasonsTitle}>{t("reasons.title")}</h3>
      </header>
      <p className={classes.hint}>{t("reasons.intro")}</p>
      <LeaveGuard when={drafts !== null} />
      <ol className={classes.stages}>
        {shown.map((reason, index) => (
          <li key={reason.key} className={classes.stage}>
            <TextInput
              className={classes.stageName}
              aria-label={t("reasons.name")}
              value={reason.name}
              maxLength={120}
              error={wrong(index)}
              onChange={(event) => {
                const name = event.currentTarget.value;
                setDrafts(shown.map((each) => (each.key === reason.key ? { ...each, name } : each)));
              }}
            />
            <span className={classes.stageActions}>
              <ActionIcon
                disabled={index === 0}
                onClick={() => step(index, -1)}
                aria-label={t("pipelines.moveUp", { name: reason.name })}
              >
                <IconChevronUp size={16} stroke={1.75} />
              </ActionIcon>
              <ActionIcon
                disabled={index === shown.length - 1}
                onClick={() => step(index, 1)}
                aria-label={t("pipelines.moveDown", { name: reason.name })}
              >
                <IconChevronDown size={16} stroke={1.75} />
              </ActionIcon>
              <ActionIcon
                onClick={() => setDrafts(shown.filter((each) => each.key !== reason.key))}
                aria-label={t("pipelines.remove", { name: reason.name })}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <div className={classes.foot}>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          disabled={shown.length >= 50}
          onClick={() => setDrafts([...shown, { key: crypto.randomUUID(), name: "" }])}
        >
          {t("reasons.add")}
        </Button>
      </div>
      <FormProblem problem={problem} />
      {drafts ? (
        <div className={classes.save} role="status">
          <span>{t("pipelines.unsaved")}</span>
          <Button variant="subtle" onClick={() => setDrafts(null)}>
            {t("pipelines.reset")}
          </Button>
          <Button loading={busy} onClick={() => void save()}>
            {t("reasons.save")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
