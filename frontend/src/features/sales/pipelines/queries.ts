import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

export type Pipeline = api.PipelineOut;
export type Stage = api.StageOut;
export type StageKind = Stage["kind"];

/** A stage as the settings send it: without id it is new. */
export interface StageDraft {
  id?: string;
  name: string;
  colour: string;
  probability: number;
  kind: StageKind;
  rotting_days: number | null;
  required_fields: string[];
}

/** Every pipeline with its stages in order. */
export const pipelinesQuery = queryOptions({
  queryKey: ["pipeline", "all"],
  queryFn: async (): Promise<Pipeline[]> =>
    (await api.listPipelines()).data.map((pipeline) => ({
      ...pipeline,
      stages: pipeline.stages.toSorted((a, b) => a.position - b.position),
    })),
  staleTime: 5 * 60_000,
});

export type LossReason = api.LossReasonOut;

/** The reasons for which deals are lost, in order. */
export const lossReasonsQuery = queryOptions({
  queryKey: ["loss-reason"],
  queryFn: async () => (await api.listLossReasons()).data,
  staleTime: 60_000,
});

/** The fields of deals a stage may require. */
export const requirableFieldsQuery = queryOptions({
  queryKey: ["pipeline", "requirable"],
  queryFn: async () => (await api.listRequirableFields()).data,
  staleTime: 60_000,
});

/** Writes the whole list of reasons. */
export function replaceLossReasons(reasons: { id?: string; name: string }[]): Promise<Written<LossReason[]>> {
  return written(api.replaceLossReasons({ body: { reasons } }));
}

/** Makes a pipeline with a usual set of stages, to edit afterwards. */
export function createPipeline(name: string): Promise<Written<Pipeline>> {
  return written(api.createPipeline({ body: { name } }));
}

/** Renames a pipeline. */
export function renamePipeline(pipeline: Pipeline, name: string): Promise<Written<Pipeline>> {
  return written(
    api.updatePipeline({ path: { pipeline_id: pipeline.id }, body: { name, version: pipeline.version } }),
  );
}

/** Removes a pipeline that holds no deal. */
export function deletePipeline(pipeline: Pipeline): Promise<Written<unknown>> {
  return written(api.deletePipeline({ path: { pipeline_id: pipeline.id } }));
}

/** Writes all stages of a pipeline at once; `moves` says for each removed stage where its deals go. */
export function replaceStages(
  pipeline: Pipeline,
  stages: StageDraft[],
  moves: Record<string, string>,
): Promise<Written<Pipeline>> {
  return written(
    api.replaceStages({
      path: { pipeline_id: pipeline.id },
      body: { stages, moves, version: pipeline.version },
    }),
  );
}

/** Looks again at everything that shows stages. */
export async function refreshPipelines(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ["pipeline"] }),
    queries.invalidateQueries({ queryKey: ["deal"] }),
  ]);
}
