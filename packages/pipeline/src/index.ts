export type { Measuring } from './chosen.ts';
export * from './maps.ts';
export { runsNote, trainingNotes, type Trained } from './data/people-in-words.ts';
export { peopleOfTraining, sharedPeople, type DataNamed, type SharedPeople } from './data/people.ts';
export { accountOf, type DataAccount } from './data/account.ts';
export { readerAgreement, type ReaderAgreement } from './data/reader-pairs.ts';
export { trivialPriors, type TrivialPriors } from './data/trivial-priors.ts';
export { equalNotes, listed, someOf, splitNotes } from './data/splits-in-words.ts';
export { patientsInBoth, splitsOf, type PatientsInBoth, type SplitCount } from './data/splits.ts';
export { filled } from './finish/filled.ts';
export { filterRasters, type FilterFiles, type FilterRasters } from './finish/filter-rasters.ts';
export { andThen, attempt, attemptAsync, reasonOf, type Attempt } from './measure/attempt.ts';
export { baselineCandidates, type BaselinesRequest } from './measure/baseline-candidates.ts';
export type { Candidate, CandidateKind, Claim, MapClaim } from './measure/candidate.ts';
export { classificationRows, type LabelPredictions } from './measure/classification-rows.ts';
export { countOf, pluginFailures, type Failures } from './measure/failures.ts';
export { featureRows, imageRow, type Drawn } from './measure/feature-rows.ts';
export {
  taskOf,
  type Comparison,
  type FindingTask,
  type Found,
  type Measured,
  type MeasuredCandidate,
} from './measure/finding-task.ts';
export { measure } from './measure/measure.ts';
export { measureHere, MEASURER, type Measurer } from './measure/measurer.ts';
export {
  countFixations,
  otherFixations,
  othersAsked,
  type OtherFixations,
} from './measure/other-fixations.ts';
export { outcomeOf } from './measure/outcome.ts';
export { tunedOptions, tuningFindings, type TunedOptions, type TuningCase } from './measure/tuning.ts';
export { namesOf, rowsPerMap } from './measure/score-rows.ts';
export { readFor, refusalOf } from './measure/truth.ts';
export {
  ACCOUNT_FILE,
  LOCK_FILE,
  PARTIAL_FILE,
  type Account,
  type Lock,
  type PartialAccount,
} from './runs/lock.ts';
export { codecOf } from './runs/codec-of.ts';
export { readMap } from './runs/read-map.ts';
export { readLock, readRun } from './runs/read-run.ts';
export type { RunProgress, RunState } from './runs/state.ts';
export { tunedThresholds } from './runs/tuned-thresholds.ts';
export { FACTORS, type ImageLine, type MapLine, type Run } from './runs/run.ts';
export { compareRuns, type CompareRunsOptions, type RunDifference } from './statistics/compare-runs.ts';
export type { MeanCurve } from './runs/mean-curves.ts';
export type { SummaryLine } from './statistics/summary.ts';
export { Tally, type TallyPart } from './statistics/tally.ts';
export { meanIouRule, tuneThresholds } from './statistics/tune-thresholds.ts';
export { agreement, type AgreementRow } from './tables/agreement.ts';
export { sourcesOf, type Sources } from './runs/sources.ts';
export { tables } from './tables/all.ts';
export { classification, type ClassificationRow } from './tables/classification.ts';
export type { Column } from './tables/column.ts';
export { csvLine } from './tables/csv.ts';
export { faithfulnessCurves } from './tables/faithfulness-curves.ts';
export { faithfulness } from './tables/faithfulness.ts';
export { findings } from './tables/findings.ts';
export { images, type DrawnFinding } from './tables/images.ts';
export { maps, type MapRow } from './tables/maps.ts';
export { writeParquet } from './tables/parquet.ts';
export { predictions } from './tables/predictions.ts';
export { readFactors, readLines } from './tables/read-factors.ts';
export { readTable, type TableFile } from './tables/read-table.ts';
export { sanity, type SanityRow } from './tables/sanity.ts';
export { thresholds } from './tables/thresholds.ts';
export { scores, type ScoreRow } from './tables/scores.ts';
export {
  fileOf,
  headerOf,
  lineOf,
  parquetFileOf,
  type ColumnOf,
  type LineOf,
  type RowOf,
  type Table,
} from './tables/table.ts';
