import type { Progress } from '@camscope/core';
import { baselineCandidates, taskOf, type Measurer } from '@camscope/pipeline';
import type { TableWriter } from '../files/table-writer.ts';
import { measureAll, type MeasuringJob } from './measure-all.ts';
import type { RunAtHand } from './stage.ts';

/** Measures what methods are held against: guesses that know nothing of the image, and human readers. */
export async function measureBaselines(
  run: RunAtHand,
  measurer: Measurer,
  tables: TableWriter,
  progress: Progress,
): Promise<void> {
  const { study, plan, dataset: data } = run.opened;
  const { baselines, seed, map: how } = study;
  if (study.metrics.length + study.agreement.length === 0) return;
  const candidatesOf = baselineCandidates({ baselines, data, seed, how });
  const total = plan.findings.reduce((sum, { findings }) => sum + findings.length, 0);
  const stage = progress.begin('findings', total);
  await measureAll(jobs(), run, measurer, tables);

  function* jobs(): Generator<MeasuringJob> {
    for (const { sample, findings } of plan.findings)
      for (const finding of findings) {
        const candidates = candidatesOf({ sample, ...finding });
        if (candidates.length > 0)
          yield { task: taskOf(sample, finding, candidates), done: () => stage.advance() };
      }
  }
}
