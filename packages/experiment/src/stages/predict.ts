import type { Files, ImageCodec, Progress, ProgressOfStage, Runtime, Sample } from '@camscope/core';
import { openClassifier, probabilitiesOf, type Classifier } from '@camscope/engine';
import {
  classification as classificationTable,
  classificationRows,
  predictions as predictionsTable,
  reasonOf,
  type LabelPredictions,
  type RowOf,
} from '@camscope/pipeline';
import type { TableWriter } from '../files/table-writer.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import { sessionOf } from '../host/session.ts';
import type { OpenModel } from '../open/open-study.ts';
import { classesKnown } from '../plan/classes.ts';
import { ahead } from './ahead.ts';
import { loadLots, type LoadedImage, type ReadyImage } from './load-images.ts';
import type { RunAtHand } from './stage.ts';

/** What predicting runs on. */
export interface PredictParts {
  readonly runtime: Runtime;
  readonly files: Files;
  readonly codec: ImageCodec;
  readonly tables: TableWriter;
}

type Prediction = RowOf<typeof predictionsTable>;

/** What the networks say of every image whose labels are known, and how right they are. */
export async function predict(run: RunAtHand, parts: PredictParts, progress: Progress): Promise<void> {
  const { study, models, dataset } = run.opened;
  if (study.classification.length === 0) return;
  const samples = dataset.samples.filter(({ labels }) => Object.keys(labels).length > 0);
  const stage = progress.begin('predictions', models.length * samples.length);
  for (const model of models) {
    const { name } = model.network;
    for (const label of await predictionsOf(run, model, samples, parts, stage)) {
      const rows = classificationRows(name, label, study.classification, study.seed);
      await parts.tables.append(classificationTable, rows);
    }
  }
}

async function predictionsOf(
  run: RunAtHand,
  { network }: OpenModel,
  samples: readonly Sample[],
  parts: PredictParts,
  progress: ProgressOfStage,
): Promise<LabelPredictions[]> {
  const { study, dataset } = run.opened;
  const { runtime } = parts;
  const targets = classesKnown(study, network, dataset);
  const collected = new Map([...targets.keys()].map((label) => [label, new Map<Sample, number>()]));
  const { batch } = study.session;
  const classifier = await openClassifier({ network, runtime, session: sessionOf(study, runtime), batch });
  try {
    const images = loadLots(inLots(samples, batch), { ...parts, preprocessing: network.preprocessing });
    for await (const lot of ahead(images)) {
      throwIfInterrupted(run.signal);
      const logits = await logitsOf(lot, classifier, run.signal);
      const rows = lot.flatMap((item) => rowsOf(item, logits.get(item)));
      await parts.tables.append(predictionsTable, rows);
      progress.advance(lot.length);
    }
  } finally {
    await classifier.release();
  }
  return [...collected].map(([label, probabilities]) => ({ label, probabilities }));

  function rowsOf(item: LoadedImage, logits: Float32Array | undefined): Prediction[] {
    const { sample } = item.image;
    const probabilities = logits && probabilitiesOf(network, logits);
    const failure = 'failure' in item ? reasonOf(item.failure) : undefined;
    return [...targets].flatMap(([label, target]): Prediction[] => {
      const truth = sample.labels[label];
      if (truth === undefined) return [];
      const known = { model: network.name, image: sample.id, patient: sample.patient, label, truth };
      if (!probabilities) return [{ ...known, failure }];
      collected.get(label)!.set(sample, probabilities[target]);
      return [{ ...known, logit: logits[target], probability: probabilities[target] }];
    });
  }
}

/** Of the images that could be read. */
async function logitsOf(
  lot: readonly LoadedImage[],
  classifier: Classifier,
  signal?: AbortSignal,
): Promise<Map<LoadedImage, Float32Array>> {
  const ready = lot.filter((item): item is ReadyImage => 'input' in item);
  const inputs = ready.map(({ input }) => input);
  const logits = await classifier.logits(inputs, signal);
  return new Map(ready.map((item, n) => [item, logits[n]]));
}

function* inLots(samples: readonly Sample[], size: number) {
  for (let i = 0; i < samples.length; i += size)
    yield samples.slice(i, i + size).map((sample) => ({ sample, stem: sample.id, findings: [] }));
}
