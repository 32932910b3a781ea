export { withPlace } from './config/check.ts';
export { Mistakes } from './config/mistakes.ts';
export { noOverrides, type StudyOverrides } from './config/overrides.ts';
export { proposeLabels, type LabelProposals } from './config/propose-labels.ts';
export { readCard } from './config/read-card.ts';
export { readStudy, type StudyFile } from './config/read-study.ts';
export { resolveStudy } from './config/resolve-study.ts';
export { studyJsonSchema } from './config/study-json-schema.ts';
export { studySchema, type StudyConfig } from './config/study-schema.ts';
export type { ChosenImport, ChosenIn, ChosenMethod, ChosenModel, Study } from './config/study.ts';
export { tuningRule, type NamedRule } from './config/tuning-rules.ts';
export { memoryStore } from './store/memory-store.ts';
export { StoredScores } from './store/score-store.ts';
export { STORE, StoreFailed, type Entry, type EntryFacts, type UnitStore } from './store/unit-store.ts';
export { sha256 } from './files/sha256.ts';
export type { Machine } from './host/machine.ts';
export { SCORE_CACHE, STUDY, THREADS, type Threads } from './host/tokens.ts';
export { lookAtData, type SeenData } from './open/look-at-data.ts';
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
export type { PluginRecord, Software } from './run/software.ts';
export { byStage, needsNetwork, overviewOf, type Overview } from './run/overview.ts';
export { statusOf, type ShardStatus, type StageStatus } from './run/status.ts';
export { UNITS_FILE, unitsIn, type UnitsFile } from './run/units-file.ts';
export { shareOf, type Shard } from './units/shards.ts';
export { stages, type StageName } from './units/unit.ts';
export { prepareRun, type PreparedRun } from './run/prepare-run.ts';
export { refuseForeign, STORE_FOLDER } from './run/folder.ts';
export type { DeviceTime } from './host/device-clock.ts';
export type { TablesMeanwhile } from './run/grow.ts';
export { runStudy, type RunRequest, type RunResult } from './run/run-study.ts';
