import { CamscopeError, unknownName, type Dataset, type Sample } from '@camscope/core';
import type { Network } from '@camscope/engine';
import { listed, someOf } from '@camscope/pipeline';
import type { ChosenTuning, Study } from '../config/study.ts';
import { withPlace } from '../config/check.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { inSplit } from './choose-split.ts';
import { limitSamples } from './limit-samples.ts';

/** What thresholds are tuned on. */
export interface OpenTuning {
  readonly dataset: Dataset;
  readonly plan: Plan;
}

/**
 * The part of the data that a study tunes on, of other patients than those that it reports on unless it says otherwise.
 * @param dataset all of it. @param reported what the study looks at.
 * @returns also what is to be known of it.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, with the place in the study.
 */
export function dataToTuneOn(
  dataset: Dataset,
  reported: Dataset,
  study: Study,
  tune: ChosenTuning,
): { dataset: Dataset; notes: string[] } {
  const fail = (key: string, error: CamscopeError) => withPlace(error, study.file.source.at(['tune', key]));
  const part = inSplit(dataset, tune.split, study, ['tune', 'split']);
  const { samples, notes, problem } = apart(part.samples, reported.samples, tune);
  if (problem) throw fail('split', problem);
  const readers = new Set(
    samples.flatMap(({ annotations }) => annotations.flatMap(({ reader = [] }) => reader)),
  );
  if (tune.reader !== undefined && !readers.has(tune.reader))
    throw fail('reader', unknownName(`reader of ${listed(tune.split)}`, tune.reader, [...readers]));
  if (!samples.some(({ annotations }) => annotations.length > 0))
    throw fail(
      'split',
      new CamscopeError('CONFIG_INVALID', `There is nothing to tune on in ${listed(tune.split)}`, {
        found: `${counted(samples.length, 'image')} without an annotation${notes.map((note) => `; ${note}`).join('')}`,
        fix: 'Tune on another split',
      }),
    );
  return { dataset: limitSamples({ ...part, samples, notes: [] }, study.file.overrides.limit), notes };
}

/** Plans the maps that thresholds are tuned on. @param reported the plan of what is reported. */
export function planTuning(
  study: Study,
  tune: ChosenTuning,
  networks: readonly Network[],
  dataset: Dataset,
  reported: Plan,
): { plan: Plan; notes: string[] } {
  const { plan } = makePlan(study, networks, dataset);
  const tuned = new Set(labelsIn(plan));
  const without = labelsIn(reported).filter((label) => !tuned.has(label));
  const findings = plan.findings.reduce((sum, image) => sum + image.findings.length, 0);
  const what = `${listed(tune.split)} (${counted(plan.findings.length, 'image')}, ${counted(findings, 'finding')})`;
  const lacking = `No image of ${listed(tune.split)} has an annotation of ${listed(without)}: no threshold is tuned for it`;
  return {
    plan,
    notes: [
      `The segmenter ${tune.segmenter} is tuned on ${what} by ${tune.rule.name}: one threshold for each network, method and class`,
      ...(without.length > 0 ? [lacking] : []),
    ],
  };
}

type Apart = {
  readonly samples: readonly Sample[];
  readonly notes: string[];
  readonly problem?: CamscopeError;
};

/** Images of patients who are not reported on. */
function apart(
  samples: readonly Sample[],
  reported: readonly Sample[],
  { split, sharedPatients }: ChosenTuning,
): Apart {
  const known = new Set(reported.flatMap(({ patient = [] }) => patient));
  const isShared = ({ patient }: Sample) => patient !== undefined && known.has(patient);
  const shared = [...new Set(samples.filter(isShared).flatMap(({ patient = [] }) => patient))];
  const who = `${counted(shared.length, 'patient')} of ${listed(split)} (${someOf(shared)})`;
  if (shared.length === 0) {
    const told = samples.every(({ patient }) => patient !== undefined) && known.size > 0;
    return { samples, notes: told ? [] : [UNTOLD] };
  }
  if (sharedPatients === 'keep')
    return { samples, notes: [`Thresholds are tuned on patients who are reported on, too: ${who}`] };
  const left = samples.filter((sample) => !isShared(sample));
  if (sharedPatients === 'leave-out')
    return { samples: left, notes: [`Left out of the tuning, for they are reported on: ${who}`] };
  const problem = new CamscopeError(
    'CONFIG_INVALID',
    'Thresholds would be tuned on patients who are reported on',
    {
      found: who,
      fix: "Set 'sharedPatients' to 'leave-out', which leaves them out of the tuning, or to 'keep'",
    },
  );
  return { samples, notes: [], problem };
}

const UNTOLD =
  'The data do not tell every patient: whether those who are tuned on are reported on, too, is not known of all';

function counted(n: number, one: string): string {
  return n === 1 ? `1 ${one}` : `${n} ${one}s`;
}

function labelsIn({ findings }: Plan): string[] {
  return [...new Set(findings.flatMap((image) => image.findings.map(({ label }) => label)))];
}
