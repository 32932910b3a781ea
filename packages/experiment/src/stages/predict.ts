import { floatTensor, type Runtime, type Sample } from '@camscope/core';
import { openClassifier, probabilitiesOf, type Classifier } from '@camscope/engine';
import {
  classification as classificationTable,
  classificationRows,
  countOf,
  lineOf,
  pluginFailures,
  reasonOf,
  type Failures,
  type LabelPredictions,
} from '@camscope/pipeline';
import { throwIfInterrupted } from '../host/interrupted.ts';
import { sessionOf } from '../host/session.ts';
import type { Ledger } from '../run/ledger.ts';
import type { Predictions, PredictUnit } from '../units/predict-units.ts';
import { ahead } from './ahead.ts';
import { mayGo } from './explained.ts';
import type { Inputs, LoadedImage, ReadyImage } from './load-images.ts';
import { together } from './together.ts';
import { beginStage, isDue, type Work } from './work.ts';

/** What predicting runs on. */
export interface PredictParts {
  readonly runtime: Runtime;
  readonly inputs: Inputs;
}

/** What is kept of a lot of predictions, beside their logits: why an image has none, or null. JSON. */
interface Predicted {
  readonly failures: readonly (string | null)[];
}

/** What is kept of how right a network is: lines of the table of classification. JSON. */
export interface ClassificationLines {
  readonly lines: string;
  readonly failures?: Failures;
}

/** What the networks say of every image whose labels are known. */
export async function predict(work: Work, parts: PredictParts): Promise<void> {
  const due = work.plan.predictions.map(({ lots }) => lots.filter((unit) => isDue(work, unit)));
  const stage = beginStage(work, 'predictions', due.flat(), 'images');
  for (const [i, { model }] of work.plan.predictions.entries()) {
    if (due[i].length === 0) continue;
    const { study } = work.opened;
    const { network } = model;
    const { batch } = study.session;
    const session = sessionOf(study, parts.runtime);
    const classifier = await openClassifier({ network, runtime: parts.runtime, session, batch });
    try {
      for await (const { unit, images } of ahead(loaded(due[i], parts.inputs, network.preprocessing))) {
        throwIfInterrupted(work.signal);
        await predictUnit(work.ledger, unit, images, classifier);
        stage.done(unit);
      }
    } finally {
      await classifier.release();
    }
  }
}

async function* loaded(
  units: readonly PredictUnit[],
  inputs: Inputs,
  preprocessing: Parameters<Inputs['load']>[1],
): AsyncGenerator<{ unit: PredictUnit; images: LoadedImage[] }> {
  for (const unit of units)
    yield {
      unit,
      images: await Promise.all(unit.samples.map((sample) => inputs.load(sample, preprocessing, 'forget'))),
    };
}

async function predictUnit(
  ledger: Ledger,
  unit: PredictUnit,
  images: readonly LoadedImage[],
  classifier: Classifier,
): Promise<void> {
  const start = performance.now();
  const ready = images.filter((image): image is ReadyImage => 'fitted' in image);
  const asked = await together(ready, (some) => classifier.logits(some.map(({ fitted }) => fitted)));
  const predicted = new Map(ready.map((image, n) => [image, asked[n]]));
  const failures = images.map((image) => {
    const one = 'failure' in image ? image : predicted.get(image)!;
    return 'failure' in one ? reasonOf(one.failure) : null;
  });
  const logits = asked.flatMap((one) => ('value' in one ? [one.value] : []));
  const { classes } = classifier.network.head;
  const all = floatTensor(new Float32Array(logits.length * classes), [logits.length, classes]);
  logits.forEach((one, n) => all.data.set(one, n * classes));
  const reasons = failures.filter((reason) => reason !== null);
  await ledger.keep(unit, {
    value: { failures } satisfies Predicted,
    arrays: [['logits', all]],
    seconds: (performance.now() - start) / 1000,
    passes: ready.length,
    failed: reasons.length || undefined,
    again: reasons.some(mayGo) || undefined,
  });
}

/** What a network says of each image of a unit: logits float32 [classes], or why there are none. */
export async function predictedIn(
  unit: PredictUnit,
  classes: number,
  ledger: Ledger,
): Promise<({ readonly logits: Float32Array } | { readonly failure: string })[]> {
  const { failures } = await ledger.value<Predicted>(unit);
  const { data } = (await ledger.arrays(unit)).read('logits');
  let n = 0;
  return failures.map((failure) => {
    if (failure !== null) return { failure };
    const start = n++ * classes;
    return { logits: data.slice(start, start + classes) };
  });
}

/** How right the networks are, on all images; where this process has them all. */
export async function classify(work: Work): Promise<void> {
  const due = work.plan.predictions.filter(({ classification }) => isDue(work, classification));
  if (due.length === 0) return;
  const stage = beginStage(
    work,
    'classification',
    due.map((asked) => asked.classification),
    'labels',
  );
  for (const asked of due) {
    throwIfInterrupted(work.signal);
    const start = performance.now();
    const { study } = work.opened;
    const labels = await labelsOf(asked, work.ledger);
    const rows = labels.flatMap((label) =>
      classificationRows(asked.model.network.name, label, study.classification, study.seed),
    );
    const failures = pluginFailures(rows);
    const value: ClassificationLines = {
      lines: rows.map((row) => lineOf(classificationTable, row)).join(''),
      failures,
    };
    const seconds = (performance.now() - start) / 1000;
    const again = work.ledger.mayChange(asked.lots);
    await work.ledger.keep(asked.classification, { value, seconds, failed: countOf(failures), again });
    stage.done(asked.classification);
  }
}

/** The probabilities of each label, of the images of which it is known. */
async function labelsOf(
  { model: { network }, targets, lots }: Predictions,
  ledger: Ledger,
): Promise<LabelPredictions[]> {
  const collected = new Map([...targets.keys()].map((label) => [label, new Map<Sample, number>()]));
  for (const unit of lots)
    for (const [n, one] of (await predictedIn(unit, network.head.classes, ledger)).entries()) {
      if ('failure' in one) continue;
      const sample = unit.samples[n];
      const probabilities = probabilitiesOf(network, one.logits);
      for (const [label, target] of targets)
        if (sample.labels[label] !== undefined) collected.get(label)!.set(sample, probabilities[target]);
    }
  return [...collected].map(([label, probabilities]) => ({ label, probabilities }));
}
