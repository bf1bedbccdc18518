import { DragDropProvider, PointerSensor } from "@dnd-kit/react";
import { isSortable } from "@dnd-kit/react/sortable";
import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { IconDots, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useDraft } from "../../../lib/drafts";
import { asProblem, type Problem } from "../../../lib/problem";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { LeaveGuard } from "../../../ui/LeaveGuard";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { dragPlugins } from "../dragPlugins";
import { useDealMessages } from "../messages";
import classes from "./pipelines.module.css";
import {
  deletePipeline,
  type Pipeline,
  pipelinesQuery,
  refreshPipelines,
  renamePipeline,
  replaceStages,
} from "./queries";
import { RemoveStageDialog } from "./RemoveStageDialog";
import { StageRow } from "./StageRow";
import {
  changed,
  type EditedStage,
  editedFrom,
  faultOf,
  isChanged,
  moved,
  withNewStage,
} from "./stageDrafts";

const SENSORS = [PointerSensor];

interface StagesDraft {
  stages: EditedStage[];
  moves: Record<string, string>;
}

/** Stages being edited, kept as a draft until they are saved or given up. */
function useStageEditor(pipeline: Pipeline) {
  const t = useDealMessages();
  const queries = useQueryClient();
  const draft = useDraft<StagesDraft | null>(`stages:${pipeline.id}`, null);
  const stages = draft.value?.stages ?? editedFrom(pipeline.stages);
  const moves = draft.value?.moves ?? {};
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fault = faultOf(stages);

  const setStages = (next: EditedStage[]) => draft.setValue({ stages: next, moves });
  const reset = () => {
    draft.clear();
    setTried(false);
    setProblem(null);
  };
  const remove = (stage: EditedStage, moveTo: string | null) => {
    const left = stages.filter((other) => other.key !== stage.key);
    if (!stage.id || !moveTo) return setStages(left);
    // Deals sent to a stage that goes too follow to where that one's deals go.
    const redirected = Object.entries(moves).map(([from, to]) => [from, to === stage.id ? moveTo : to]);
    draft.setValue({ stages: left, moves: { ...Object.fromEntries(redirected), [stage.id]: moveTo } });
  };
  const save = async () => {
    setTried(true);
    if (fault) return;
    setBusy(true);
    setProblem(null);
    try {
      const sent = stages.map(({ key: _key, ...stage }) => stage);
      const { data, changeSetId } = await replaceStages(pipeline, sent, moves);
      reset();
      queries.setQueryData(pipelinesQuery.queryKey, (all) =>
        all?.map((each) => (each.id === data.id ? data : each)),
      );
      await refreshPipelines(queries);
      notifyUndo(t("pipelines.saved", { name: pipeline.name }), changeSetId);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return { stages, setStages, tried, fault, busy, problem, reset, remove, save };
}

function PipelineHead({ pipeline, canDelete }: { pipeline: Pipeline; canDelete: boolean }) {
  const t = useDealMessages();
  const queries = useQueryClient();
  const [name, setName] = useState(pipeline.name);
  const rename = async () => {
    const wanted = name.trim();
    if (!wanted || wanted === pipeline.name) return setName(pipeline.name);
    try {
      await renamePipeline(pipeline, wanted);
    } catch (error) {
      setName(pipeline.name);
      notifyProblem(error);
    }
    await refreshPipelines(queries);
  };
  const remove = async () => {
    try {
      const { changeSetId } = await deletePipeline(pipeline);
      notifyUndo(t("pipelines.deleted", { name: pipeline.name }), changeSetId);
    } catch (error) {
      notifyProblem(error);
    }
    await refreshPipelines(queries);
  };
  return (
    <header className={classes.head}>
      <TextInput
        className={classes.pipelineName}
        aria-label={t("pipelines.name")}
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={() => void rename()}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      {canDelete ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("record.more")}>
              <IconDots size={16} stroke={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} stroke={1.75} />}
              onClick={() => void remove()}
            >
              {t("pipelines.delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </header>
  );
}

/** One pipeline in the settings: its name and its stages, saved together. */
export function PipelineEditor({ pipeline, canDelete }: { pipeline: Pipeline; canDelete: boolean }) {
  const t = useDealMessages();
  const editor = useStageEditor(pipeline);
  const { stages, setStages, fault, tried } = editor;
  const [removing, setRemoving] = useState<EditedStage | null>(null);
  const dirty = isChanged(stages, pipeline.stages);
  const add = () => setStages(withNewStage(stages, t("pipelines.newStage"), crypto.randomUUID()));

  return (
    <section className={classes.pipeline} aria-label={pipeline.name}>
      <PipelineHead pipeline={pipeline} canDelete={canDelete} />
      <LeaveGuard when={dirty} />
      <div className={classes.columns} aria-hidden="true">
        <span>{t("pipelines.stageName")}</span>
        <span className={classes.probability}>{t("pipelines.probability")}</span>
        <span className={classes.kind}>{t("pipelines.kind")}</span>
      </div>
      <DragDropProvider
        sensors={SENSORS}
        plugins={dragPlugins}
        onDragEnd={({ operation, canceled }) => {
          const { source } = operation;
          if (!canceled && source && isSortable(source))
            setStages(moved(stages, source.initialIndex, source.index));
        }}
      >
        <ol className={classes.stages}>
          {stages.map((stage, index) => (
            <StageRow
              key={stage.key}
              stage={stage}
              index={index}
              last={index === stages.length - 1}
              showFault={tried}
              onChange={(change) => setStages(changed(stages, stage.key, change))}
              onStep={(by) => setStages(moved(stages, index, index + by))}
              onRemove={() => (stage.id ? setRemoving(stage) : editor.remove(stage, null))}
            />
          ))}
        </ol>
      </DragDropProvider>
      <div className={classes.foot}>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={add}
          disabled={stages.length >= 30}
        >
          {t("pipelines.addStage")}
        </Button>
        <span className={classes.hint}>{t("pipelines.reorderHint")}</span>
      </div>
      {tried && fault ? <FormProblem problem={null} text={t(`pipelines.${fault}`)} /> : null}
      <FormProblem problem={editor.problem} />
      {dirty ? (
        <div className={classes.save} role="status">
          <span>{t("pipelines.unsaved")}</span>
          <Button variant="subtle" onClick={() => editor.reset()}>
            {t("pipelines.reset")}
          </Button>
          <Button loading={editor.busy} onClick={() => void editor.save()}>
            {t("pipelines.save")}
          </Button>
        </div>
      ) : null}
      {removing ? (
        <RemoveStageDialog
          stage={removing}
          suggested={stages[stages.indexOf(removing) - 1]?.id}
          others={stages.filter((stage) => stage.id && stage.key !== removing.key)}
          onClose={() => setRemoving(null)}
          onConfirm={(moveTo) => editor.remove(removing, moveTo)}
        />
      ) : null}
    </section>
  );
}
