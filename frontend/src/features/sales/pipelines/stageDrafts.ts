import type { Stage, StageDraft } from "./queries";

/** Colours a stage may take: data of the workspace, not of the interface. */
export const STAGE_COLOURS = [
  { key: "grey", value: "#868E96" },
  { key: "blue", value: "#3B7DD8" },
  { key: "teal", value: "#1A9BA8" },
  { key: "green", value: "#2F9E62" },
  { key: "yellow", value: "#C99A0A" },
  { key: "orange", value: "#D9730D" },
  { key: "red", value: "#D64545" },
  { key: "pink", value: "#C2528B" },
  { key: "purple", value: "#7A5BD0" },
] as const;

/** A stage being edited; `key` stays the same while a new one has no id. */
export interface EditedStage extends StageDraft {
  key: string;
}

/** Stages as the editor holds them. */
export function editedFrom(stages: Stage[]): EditedStage[] {
  return stages.map(({ id, name, colour, probability, kind, rotting_days, required_fields }) => ({
    key: id,
    id,
    name,
    colour,
    probability,
    kind,
    rotting_days,
    required_fields,
  }));
}

/** A new stage before the decided ones, a bit more probable than the one above it. */
export function withNewStage(stages: EditedStage[], name: string, key: string): EditedStage[] {
  const firstDecided = stages.findIndex((stage) => stage.kind !== "open");
  const at = firstDecided < 0 ? stages.length : firstDecided;
  const above = stages[at - 1]?.probability ?? 0;
  const colour = STAGE_COLOURS[stages.length % STAGE_COLOURS.length]?.value ?? STAGE_COLOURS[0].value;
  const added: EditedStage = {
    key,
    name,
    colour,
    probability: Math.min(90, above + 10),
    kind: "open",
    rotting_days: null,
    required_fields: [],
  };
  return stages.toSpliced(at, 0, added);
}

/** The stages with one of them elsewhere. */
export function moved(stages: EditedStage[], from: number, to: number): EditedStage[] {
  const stage = stages[from];
  if (!stage || to < 0 || to >= stages.length) return stages;
  return stages.toSpliced(from, 1).toSpliced(to, 0, stage);
}

/** A change of one stage; a decided stage has no probability of its own. */
export function changed(stages: EditedStage[], key: string, change: Partial<EditedStage>): EditedStage[] {
  return stages.map((stage) => {
    if (stage.key !== key) return stage;
    const next = { ...stage, ...change };
    if (next.kind === "won") next.probability = 100;
    if (next.kind === "lost") next.probability = 0;
    return next;
  });
}

export type StagesFault = "stageNameNeeded" | "needsOpen" | "needsOutcome" | null;

/** What keeps the stages from being saved. */
export function faultOf(stages: EditedStage[]): StagesFault {
  if (stages.some((stage) => !stage.name.trim())) return "stageNameNeeded";
  if (!stages.some((stage) => stage.kind === "open")) return "needsOpen";
  const decided = (kind: "won" | "lost") => stages.some((stage) => stage.kind === kind);
  return decided("won") && decided("lost") ? null : "needsOutcome";
}

/** True when saving would change something. */
export function isChanged(stages: EditedStage[], saved: Stage[]): boolean {
  return JSON.stringify(stages) !== JSON.stringify(editedFrom(saved));
}
