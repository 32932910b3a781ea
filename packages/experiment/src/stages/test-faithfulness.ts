import type { Files, FloatTensor, Heatmap, ImageCodec, Progress, Runtime } from '@camscope/core';
import { openClassifier, probabilitiesOf, type Classifier } from '@camscope/engine';
import {
  attemptAsync,
  baselineCandidates,
  faithfulness as rowsTable,
  faithfulnessCurves as curvesTable,
  finishOverInput,
  outcomeOf,
  reasonOf,
  type Attempt,
  type RowOf,
  type UnfinishedMap,
} from '@camscope/pipeline';
import type { Study } from '../config/study.ts';
import { mapFile, type MapFiles } from '../files/map-files.ts';
import type { TableWriter } from '../files/table-writer.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import { sessionOf } from '../host/session.ts';
import { evenlySpread } from '../plan/evenly-spread.ts';
import { explains, type Finding, type PlannedImage, type PlannedModel } from '../plan/plan.ts';
import { loadLots, type LoadedImage } from './load-images.ts';
import type { RunAtHand } from './stage.ts';

/** What testing faithfulness runs on. */
export interface FaithfulnessParts {
  readonly runtime: Runtime;
  readonly files: Files;
  readonly codec: ImageCodec;
  readonly maps: MapFiles;
  readonly tables: TableWriter;
}

type Faithfulness = NonNullable<Study['faithfulness']>;
type Row = RowOf<typeof rowsTable>;

/**
 * Asks each network whether the maps of a run show what its scores hang on. Beside the methods stand the baselines whose
 * role is that of a control.
 */
export async function testFaithfulness(
  run: RunAtHand,
  parts: FaithfulnessParts,
  progress: Progress,
): Promise<void> {
  const { study, models, plan, dataset: data } = run.opened;
  const { faithfulness } = study;
  if (!faithfulness) return;
  const { runtime } = parts;
  const chosen = plan.models.map(({ images }) => evenlySpread(images, faithfulness.images ?? images.length));
  const total = chosen.flat().reduce((sum, { findings }) => sum + findings.length, 0);
  const stage = progress.begin('findings tested for faithfulness', total);
  const baselines = study.baselines.filter(({ contribution }) => contribution.role === 'control');
  const controls = baselineCandidates({ baselines, data, seed: study.seed, how: study.map });
  for (const [i, { network }] of models.entries()) {
    const planned = plan.models[i];
    noteOmissions(run, faithfulness, planned, chosen[i]);
    const session = sessionOf(study, runtime);
    const classifier = await openClassifier({ network, runtime, session, batch: study.session.batch });
    try {
      const loader = { ...parts, preprocessing: network.preprocessing };
      for await (const [item] of loadLots(
        chosen[i].map((image) => [image]),
        loader,
      ))
        for (const finding of item.image.findings) {
          throwIfInterrupted(run.signal);
          await testFinding(run, faithfulness, planned, item, finding, { ...parts, classifier, controls });
          stage.advance();
        }
    } finally {
      await classifier.release();
    }
  }
}

/** A method that explains other images than those that are tested is tested on those that are both. */
function noteOmissions(
  { note }: RunAtHand,
  { methods }: Faithfulness,
  { name, methods: planned }: PlannedModel,
  images: readonly PlannedImage[],
): void {
  for (const method of planned.filter((one) => methods.includes(one.name))) {
    const both = images.filter(({ sample }) => explains(method, sample)).length;
    if (both < images.length)
      note(
        `${name}: ${method.name} is tested for faithfulness on ${both} of ${images.length} images, since it does not explain the others`,
      );
  }
}

interface Testing extends FaithfulnessParts {
  readonly classifier: Classifier;
  readonly controls: ReturnType<typeof baselineCandidates>;
}

async function testFinding(
  run: RunAtHand,
  faithfulness: Faithfulness,
  planned: PlannedModel,
  item: LoadedImage,
  finding: Finding,
  testing: Testing,
): Promise<void> {
  const { sample } = item.image;
  const known = { model: planned.name, image: sample.id, patient: sample.patient, class: finding.label };
  if ('failure' in item) {
    await testing.tables.append(rowsTable, [{ ...known, reason: reasonOf(item.failure) }]);
    return;
  }
  for (const { name, kind, map } of await claimsOn(faithfulness, planned, item.image, finding, testing)) {
    const named = { ...known, method: name, kind };
    if (map) await testMap(run, faithfulness, named, finding, item.input, map, testing);
    else {
      const reason = 'There is no map';
      const rows = faithfulness.metrics.map((metric): Row => ({ ...named, metric: metric.name, reason }));
      await testing.tables.append(rowsTable, rows);
    }
  }
}

interface TestedClaim {
  readonly name: string;
  readonly kind: string;
  /** Absent where the method failed. */
  readonly map?: Omit<UnfinishedMap, 'region'>;
}

async function claimsOn(
  { methods }: Faithfulness,
  planned: PlannedModel,
  { sample, stem }: PlannedImage,
  finding: Finding,
  { maps, controls }: Testing,
): Promise<TestedClaim[]> {
  const claims: TestedClaim[] = [];
  for (const method of planned.methods) {
    if (!methods.includes(method.name) || !explains(method, sample)) continue;
    const map = await maps.load(mapFile(planned.folder, method.name, stem, finding.target));
    claims.push({ name: method.name, kind: 'method', map });
  }
  for (const { name, kind, claim } of controls({ sample, ...finding }))
    if (claim.is === 'map') claims.push({ name, kind, map: claim });
  return claims;
}

async function testMap(
  { signal }: RunAtHand,
  { metrics }: Faithfulness,
  known: Row & { readonly method: string; readonly kind: string },
  { target }: Finding,
  image: FloatTensor,
  map: Omit<UnfinishedMap, 'region'>,
  { classifier, tables }: Testing,
): Promise<void> {
  const finished = finishedOver(image, map);
  const input = {
    image,
    target,
    forward: (changed: Iterable<FloatTensor>) => classifier.logits(changed, signal),
    probability: (logits: Float32Array) => probabilitiesOf(classifier.network, logits)[target],
  };
  for (const { name, contribution, options } of metrics) {
    const found = await attemptAsync(() => contribution.evaluate({ ...input, map: finished }, options));
    throwIfInterrupted(signal);
    const row = { ...known, metric: name };
    await tables.append(rowsTable, [{ ...row, ...outcomeOf(found) }]);
    const points = curveOf(found).map(([x, y]) => ({ ...row, x, y }));
    if (points.length > 0) await tables.append(curvesTable, points);
  }
}

function finishedOver({ dims }: FloatTensor, map: Omit<UnfinishedMap, 'region'>): Heatmap {
  const [, height, width] = dims;
  return finishOverInput(map, { width, height }).map;
}

function curveOf(found: Attempt<{ readonly curve?: readonly (readonly [number, number])[] }>) {
  return 'failure' in found ? [] : (found.value.curve ?? []);
}
