import type { Annotation } from '@camscope/core';
import type { Candidate } from '../measure/task.ts';
import { Priors } from '../priors/priors.ts';
import { measureAll, type Job, type RunContext } from './context.ts';
import { taskOf } from './task-of.ts';

/** Measures the guesses that know nothing of the image, and every human reader against the others. */
export async function measurePriors(context: RunContext): Promise<void> {
  const { opened } = context;
  const { study, plan, dataset } = opened;
  if (study.metrics.length + study.agreement.length === 0) return;
  const priors = new Priors(dataset, { names: study.priors, seed: study.seed, map: study.map });
  const total = plan.findings.reduce((sum, { findings }) => sum + findings.length, 0);
  const stage = context.begin('findings', total);
  await measureAll(context, jobs());

  function* jobs(): Generator<Job> {
    for (const { sample, findings } of plan.findings)
      for (const finding of findings) {
        const readers = finding.annotations.filter(
          ({ reader, confounder }) => reader !== undefined && !confounder,
        );
        const candidates = [
          ...priors.candidatesOf(sample, finding.label),
          ...(readers.length > 1 ? readers.map(readerOf) : []),
        ];
        if (candidates.length > 0)
          yield { task: taskOf(sample, finding, candidates), done: () => stage.advance() };
      }
  }
}

function readerOf(annotation: Annotation): Candidate {
  const claim = { is: 'annotation', annotation } as const;
  return { name: `reader:${annotation.reader!}`, kind: 'reader', model: '', claim };
}
