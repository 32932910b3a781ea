import type { FloatTensor, Sample } from '@camscope/core';
import { openClassifier, probabilitiesOf } from '@camscope/engine';
import { csvLine } from '../files/csv.ts';
import { float32 } from '../measure/rows.ts';
import { classesKnown } from '../plan/classes.ts';
import type { OpenModel } from '../plan/open-study.ts';
import { ahead } from './ahead.ts';
import { classify, type LabelPredictions } from './classify.ts';
import type { RunContext } from './context.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { load, type LoadedImage } from './load.ts';
import { reasonOf } from '../measure/attempt.ts';

const PREDICTIONS = csvLine([
  'model',
  'image',
  'patient',
  'label',
  'truth',
  'logit',
  'probability',
  'failure',
]);

/**
 * What the networks say of every image whose labels are known: `predictions.csv`, and how right they are:
 * `classification.csv`.
 */
export async function predict(context: RunContext): Promise<void> {
  const { study, models, dataset } = context.opened;
  if (study.classification.length === 0) return;
  const samples = dataset.samples.filter(({ labels }) => Object.keys(labels).length > 0);
  const stage = context.begin('predictions', models.length * samples.length);
  for (const model of models) {
    const predictions = await predictionsOf(context, model, samples, () => stage.advance());
    await classify(context, model.network.name, predictions);
  }
}

async function predictionsOf(
  context: RunContext,
  { network }: OpenModel,
  samples: readonly Sample[],
  advance: () => void,
): Promise<LabelPredictions[]> {
  const { opened, tables, signal } = context;
  const { study, dataset, runtime } = opened;
  const targets = classesKnown(study, network, dataset);
  const collected = new Map([...targets.keys()].map((label) => [label, new Map<Sample, number>()]));
  const { provider = runtime.baseline, fallback, threads, batch } = study.session;
  const session = { provider, fallback, threads };
  const classifier = await openClassifier({ network, runtime, session, batch });
  try {
    const images = load(inLots(samples, batch), study.codec, network.preprocessing);
    for await (const lot of ahead(images)) {
      throwIfInterrupted(signal);
      const lines: string[] = [];
      const ready = lot.filter((item): item is LoadedImage & { input: FloatTensor } => 'input' in item);
      const logits = await classifier.logits(
        ready.map((item) => item.input),
        signal,
      );
      for (const item of lot) {
        const { sample } = item.image;
        const n = ready.findIndex(({ image }) => image === item.image);
        lines.push(...linesOf(sample, n < 0 ? failureOf(item) : logits[n]));
        advance();
      }
      await tables.append('predictions.csv', PREDICTIONS, lines.join(''));
    }
  } finally {
    await classifier.release();
  }
  return [...collected].map(([label, probabilities]) => ({ label, probabilities }));

  function linesOf(sample: Sample, outcome: Float32Array | string): string[] {
    const probabilities = typeof outcome === 'string' ? undefined : probabilitiesOf(network, outcome);
    return [...targets].flatMap(([label, target]) => {
      const truth = sample.labels[label];
      if (truth === undefined) return [];
      const known = [network.name, sample.id, sample.patient, label, truth];
      if (typeof outcome === 'string') return [csvLine([...known, undefined, undefined, outcome])];
      collected.get(label)!.set(sample, probabilities![target]);
      return [csvLine([...known, float32(outcome[target]), float32(probabilities![target]), undefined])];
    });
  }
}

function failureOf(item: LoadedImage): string {
  return reasonOf('failure' in item ? item.failure : undefined);
}

function* inLots(samples: readonly Sample[], size: number) {
  for (let i = 0; i < samples.length; i += size)
    yield samples.slice(i, i + size).map((sample) => ({ sample, stem: sample.id, findings: [] }));
}
