export { withPlace } from './config/check.ts';
export { readStudy, type StudyFile } from './config/read-study.ts';
export { readCard } from './config/read-card.ts';
export { studyJsonSchema } from './config/study-json-schema.ts';
export { resolveStudy } from './config/resolve-study.ts';
export { studySchema, type StudyConfig } from './config/study-schema.ts';
export type { Chosen, ChosenImport, ChosenMethod, ChosenModel, Study } from './config/study.ts';
export { openStudy, type OpenMethod, type OpenModel, type OpenStudy } from './plan/open-study.ts';
export {
  countPlan,
  type Finding,
  type Plan,
  type PlanCounts,
  type PlannedImage,
  type PlannedModel,
} from './plan/plan.ts';
export { runStudy, type RunRequest, type RunResult } from './run/run-study.ts';
export type { PluginRecord, Software } from './run/lock.ts';
export type { Progress } from './run/progress.ts';
export type { SummaryLine } from './measure/summary.ts';
export { serveMeasuring } from './measure/serve.ts';
export type { WorkerStart } from './measure/worker-measurer.ts';
export {
  channelReductions,
  heatmapOf,
  mapSchema,
  type ChannelReduction,
  type MapOptions,
} from './measure/heatmap-of.ts';
export { decodeNpy, encodeNpy } from './files/npy.ts';
export { FolderScoreCache } from './files/folder-score-cache.ts';
export { sha256OfFile } from './files/sha256.ts';
export { csvLine } from './files/csv.ts';
export { makeFolder, saveFile, writeChunks } from './files/write.ts';
export { readRun } from './results/read-run.ts';
export { reopenRun, studyFolder, type Named, type ReopenedRun } from './results/reopen.ts';
export { finishedMaps, type MapAgain } from './results/finished-maps.ts';
export { meanIouRule, tuneThresholds } from './results/tune-thresholds.ts';
export type * from './results/run.ts';
export type { Lock } from './results/lock-schema.ts';
export { priorNames, priorTitles, type PriorName } from './priors/priors.ts';
export { compareRuns, type CompareRunsOptions, type RunDifference } from './results/compare-runs.ts';
