import {
  countOf,
  featureRows,
  findings as findingsTable,
  lineOf,
  pluginFailures,
  type Failures,
} from '@camscope/pipeline';
import { throwIfInterrupted } from '../host/interrupted.ts';
import { beginStage, isDue, type Work } from './work.ts';

/** What is kept of features: lines of the table of findings. JSON. */
export interface FeatureLines {
  readonly lines: string;
  readonly failures?: Failures;
}

/** The features of every finding, as each reader drew it. */
export async function measureFeatures(work: Work): Promise<void> {
  const { features } = work.opened.study;
  const due = work.plan.features.filter((unit) => isDue(work, unit));
  const stage = beginStage(work, 'features', due, 'findings');
  for (const unit of due) {
    throwIfInterrupted(work.signal);
    const start = performance.now();
    const rows = unit.images.flatMap(({ sample, findings }) => featureRows(sample, findings, features));
    const failures = pluginFailures(rows);
    const value: FeatureLines = { lines: rows.map((row) => lineOf(findingsTable, row)).join(''), failures };
    const seconds = (performance.now() - start) / 1000;
    await work.ledger.keep(unit, { value, seconds, failed: countOf(failures) });
    stage.done(unit);
  }
}
