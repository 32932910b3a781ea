import type { AgreementInput } from '@camscope/core';
import type { Chosen, Measuring } from '../chosen.ts';
import { segmentationOfAnnotation } from '../finish/of-annotation.ts';
import type { AgreementRow } from '../tables/agreement.ts';
import { attempt, andThen, type Attempt } from './attempt.ts';
import type { Finished } from './finished.ts';
import type { FindingTask } from './finding-task.ts';
import { outcomeOf } from './outcome.ts';
import { readFor } from './truth.ts';

/** One of a pair. */
interface Party {
  readonly name: string;
  readonly model: string;
  readonly isReader: boolean;
  readonly isImported: boolean;
  readonly finished: Pick<Finished, 'map' | 'segmentations'>;
}

/**
 * Every pair of methods and readers, or of maps that are made apart, by every measure.
 * @param all methods alone.
 */
export function agreementRows(
  all: readonly Finished[],
  task: FindingTask,
  { agreement }: Pick<Measuring, 'agreement'>,
): AgreementRow[] {
  if (agreement.length === 0 || task.compare === 'none') return [];
  const methods = all.map((finished): Party => {
    const { name, model, imported = false } = finished.candidate;
    return { name, model, isReader: false, isImported: imported, finished };
  });
  const pairs = task.compare === 'apart' ? madeApart(methods) : withReaders(methods, readersOf(task));
  return pairs.flatMap(([a, b]) => agreement.flatMap((measure) => compared(measure, a, b, task)));
}

function madeApart(methods: readonly Party[]): [Party, Party][] {
  return pairsOf(methods).filter(([a, b]) =>
    a.model === b.model ? a.isImported !== b.isImported : a.name === b.name,
  );
}

/** Readers are compared with each other where there is no network. */
function withReaders(methods: readonly Party[], readers: readonly Party[]): [Party, Party][] {
  const pairs = pairsOf([...readers, ...methods]);
  return methods.length === 0 ? pairs : pairs.filter(([a, b]) => !(a.isReader && b.isReader));
}

function readersOf({ annotations, image }: FindingTask): Party[] {
  const findings = readFor('regions', annotations).filter(({ confounder }) => !confounder);
  return findings.map((annotation): Party => {
    const { reader } = annotation;
    const segmentation = segmentationOfAnnotation(annotation, image.frame);
    return {
      name: reader === undefined ? 'reader' : `reader:${reader}`,
      model: '',
      isReader: true,
      isImported: false,
      finished: { segmentations: new Map([['', segmentation]]) },
    };
  });
}

function compared(
  { name, contribution, options }: Chosen<'agreement'>,
  a: Party,
  b: Party,
  { image, label }: FindingTask,
): AgreementRow[] {
  return inputsOf(contribution.needs, a, b).map(({ segmenter, inputs: [one, other] }) => {
    const found = attempt(() => contribution.compare(valueOf(one), valueOf(other), options));
    const { value, reason } = outcomeOf(found);
    return {
      image: image.id,
      patient: image.patient,
      class: label,
      metric: name,
      segmenter,
      model_a: a.model,
      a: a.name,
      model_b: b.model,
      b: b.name,
      value,
      reason,
    };
  });
}

interface Comparison {
  readonly segmenter: string;
  readonly inputs: readonly [Attempt<AgreementInput>, Attempt<AgreementInput>];
}

/** What is compared: the two maps, or the two segmentations of every segmenter. */
function inputsOf(needs: 'map' | 'segmentation', a: Party, b: Party): Comparison[] {
  if (needs === 'map') {
    const [one, other] = [a.finished.map, b.finished.map];
    return one && other ? [{ segmenter: '', inputs: [one, other] }] : [];
  }
  const segmenters = [a, b].find(({ isReader }) => !isReader)?.finished.segmentations.keys() ?? [''];
  return [...segmenters].map((segmenter) => ({
    segmenter,
    inputs: [regionsOf(a, segmenter), regionsOf(b, segmenter)],
  }));
}

function regionsOf({ isReader, finished }: Party, segmenter: string): Attempt<AgreementInput> {
  const found = finished.segmentations.get(isReader ? '' : segmenter)!;
  return andThen(found, (segmentation) => ({ segmentation }));
}

function valueOf(input: Attempt<AgreementInput>): AgreementInput {
  if ('failure' in input) throw input.failure;
  return input.value;
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}
