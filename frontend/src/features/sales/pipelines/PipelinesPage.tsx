import { Button, Group, Modal, Skeleton, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { asProblem, fieldErrors, type Problem } from "../../../lib/problem";
import { ErrorState } from "../../../ui/ErrorState";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { notifyUndo } from "../../../ui/toasts";
import { useDealMessages } from "../messages";
import { LossReasons } from "./LossReasons";
import { PipelineEditor } from "./PipelineEditor";
import classes from "./pipelines.module.css";
import { createPipeline, pipelinesQuery, refreshPipelines } from "./queries";

function AddPipelineDialog({ onClose }: { onClose: () => void }) {
  const t = useDealMessages();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setError(t("pipelines.nameNeeded"));
    setBusy(true);
    try {
      const { changeSetId } = await createPipeline(name.trim());
      await refreshPipelines(queries);
      notifyUndo(t("pipelines.created", { name: name.trim() }), changeSetId);
      onClose();
    } catch (failure) {
      const refused = asProblem(failure);
      const own = fieldErrors(refused).name;
      setError(own ?? null);
      setProblem(own ? null : refused);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("pipelines.addTitle")} size={440}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap={16}>
          <TextInput
            label={t("pipelines.name")}
            placeholder={t("pipelines.namePlaceholder")}
            value={name}
            maxLength={80}
            required
            data-autofocus
            error={error}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <FormProblem problem={problem} />
          <FormActions submit={t("pipelines.create")} busy={busy} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}

/** Settings of pipelines and their stages. */
export default function PipelinesPage() {
  const t = useDealMessages();
  const { data: pipelines, error, refetch } = useQuery(pipelinesQuery);
  const [adding, setAdding] = useState(false);
  if (error && !pipelines)
    return <ErrorState error={error} title={t("pipelines.failed")} onRetry={() => void refetch()} />;
  return (
    <Stack gap={24}>
      <Group justify="space-between" align="flex-start">
        <div className={classes.opening}>
          <h2 className={classes.title}>{t("pipelines.title")}</h2>
          <p className={classes.intro}>{t("pipelines.intro")}</p>
        </div>
        <Button
          variant="default"
          flex="none"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={() => setAdding(true)}
        >
          {t("pipelines.add")}
        </Button>
      </Group>
      {pipelines ? null : <Skeleton height={320} radius="md" />}
      {pipelines?.map((pipeline) => (
        <PipelineEditor
          // Drafts of stages outlive a rename, not a change of the stages themselves.
          key={`${pipeline.id}:${JSON.stringify(pipeline.stages)}`}
          pipeline={pipeline}
          canDelete={pipelines.length > 1}
        />
      ))}
      <LossReasons />
      {adding ? <AddPipelineDialog onClose={() => setAdding(false)} /> : null}
    </Stack>
  );
}
