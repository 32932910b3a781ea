export { withPlace } from './config/check.ts';
export { noOverrides, type StudyOverrides } from './config/overrides.ts';
export { readCard } from './config/read-card.ts';
export { readStudy, type StudyFile } from './config/read-study.ts';
export { resolveStudy } from './config/resolve-study.ts';
export { studyJsonSchema } from './config/study-json-schema.ts';
export { studySchema, type StudyConfig } from './config/study-schema.ts';
export type { ChosenImport, ChosenIn, ChosenMethod, ChosenModel, Study } from './config/study.ts';
export { FolderScoreCache } from './files/folder-score-cache.ts';
export { sha256OfFile } from './files/sha256.ts';
export { SCORE_CACHE, STUDY, WORKER_START } from './host/tokens.ts';
export { bindStudy, openStudy, type OpenMethod, type OpenModel, type OpenStudy } from './open/open-study.ts';
export {
  countPlan,
  type Finding,
  type Plan,
  type PlanCounts,
  type PlannedImage,
  type PlannedModel,
} from './plan/plan.ts';
export { finishedMaps, type RefinishedMap } from './results/finished-maps.ts';
export { reopenRun, studyFolder, type ReopenedRun } from './results/reopen.ts';
export type { PluginRecord, Software } from './run/lock.ts';
export { runStudy, type RunRequest, type RunResult } from './run/run-study.ts';
export { serveMeasuring, type MeasuringThread } from './threads/serve.ts';
export type { WorkerStart } from './threads/worker-measurer.ts';
