import { listPipelines } from "../../../api";
import { matches } from "../../../lib/matching";

interface Found {
  id: string;
  name: string;
  detail?: string;
}

/** Stages whose name or pipeline answers the text, for filters and cells of lists. */
export async function findStages(text: string): Promise<Found[]> {
  const pipelines = (await listPipelines()).data;
  const several = pipelines.length > 1;
  return pipelines
    .flatMap((pipeline) =>
      pipeline.stages
        .toSorted((a, b) => a.position - b.position)
        .map((stage) => ({ id: stage.id, name: stage.name, detail: several ? pipeline.name : undefined })),
    )
    .filter((stage) => text === "" || matches(`${stage.name} ${stage.detail ?? ""}`, text));
}

/** Pipelines whose name answers the text. */
export async function findPipelines(text: string): Promise<Found[]> {
  return (await listPipelines()).data
    .filter((pipeline) => text === "" || matches(pipeline.name, text))
    .map(({ id, name }) => ({ id, name }));
}
