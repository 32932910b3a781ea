import type { FloatTensor, Heatmap } from '@camscope/core';
import { openClassifier, probabilitiesOf, type Classifier } from '@camscope/engine';
import { finishMap } from '@camscope/pixels';
import { csvLine } from '../files/csv.ts';
import { attemptAsync, reasonOf } from '../measure/attempt.ts';
import { heatmapOf } from '../measure/heatmap-of.ts';
import { outcomeOf } from '../measure/outcome.ts';
import type { Claim } from '../measure/task.ts';
import { evenlySpread } from '../plan/evenly-spread.ts';
import type { OpenModel } from '../plan/open-study.ts';
import type { Finding, PlannedImage, PlannedModel } from '../plan/plan.ts';
import { Priors } from '../priors/priors.ts';
import { mapFile, type RunContext } from './context.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { keptMap } from './kept-map.ts';
import { load } from './load.ts';

const ROWS = csvLine(['model', 'image', 'patient', 'class', 'method', 'kind', 'metric', 'value', 'reason']);
const CURVES = csvLine(['model', 'image', 'class', 'method', 'kind', 'metric', 'x', 'y']);

/**
 * Asks each network whether the maps show what its scores hang on: `faithfulness.csv`, and the curves behind the
 * numbers in `faithfulness-curves.csv`. Beside the methods, a random map of the same resolution.
 */
export async function askNetworks(context: RunContext): Promise<void> {
  const { study, models, plan, runtime } = context.opened;
  if (!study.faithfulness) return;
  const chosen = plan.models.map(({ images }) =>
    evenlySpread(images, study.faithfulness!.images ?? images.length),
  );
  const total = chosen.flat().reduce((sum, { findings }) => sum + findings.length, 0);
  const stage = context.begin('findings tested for faithfulness', total);
  const { provider = runtime.baseline, fallback, threads, batch } = study.session;
  for (const [i, model] of models.entries()) {
    const session = { provider, fallback, threads };
    const classifier = await openClassifier({ network: model.network, runtime, session, batch });
    try {
      await askModel(context, model, plan.models[i], chosen[i], classifier, () => stage.advance());
    } finally {
      await classifier.release();
    }
  }
}

async function askModel(
  context: RunContext,
  { network }: OpenModel,
  planned: PlannedModel,
  images: readonly PlannedImage[],
  classifier: Classifier,
  advance: () => void,
): Promise<void> {
  const { signal, tables, opened } = context;
  const { study, dataset } = opened;
  const random = study.priors.filter((name) => name === 'random');
  const priors = new Priors(dataset, { names: random, seed: study.seed, map: study.map });
  for await (const [item] of load(one(images), study.codec, network.preprocessing)) {
    const { image } = item;
    for (const finding of image.findings) {
      throwIfInterrupted(signal);
      const known = [planned.name, image.sample.id, image.sample.patient, finding.label] as const;
      if ('failure' in item) {
        const reason = reasonOf(item.failure);
        await tables.append('faithfulness.csv', ROWS, csvLine([...known, '', '', '', null, reason]));
      } else {
        for (const { name, kind, claim } of await claimsOn(context, planned, image, finding, priors))
          await askOf({ item, claim, finding, known: [...known, name, kind] });
      }
      advance();
    }
  }

  async function askOf({ item, claim, finding, known }: Asked): Promise<void> {
    const input = {
      image: item.input,
      map: overInput(claim, item.input),
      target: finding.target,
      forward: (changed: Iterable<FloatTensor>) => classifier.logits(changed, signal),
      probability: (logits: Float32Array) => probabilitiesOf(network, logits)[finding.target],
    };
    for (const { name, contribution, options } of study.faithfulness!.metrics) {
      const found = await attemptAsync(() => contribution.evaluate(input, options));
      throwIfInterrupted(signal);
      const { value, reason } = outcomeOf(found);
      await tables.append('faithfulness.csv', ROWS, csvLine([...known, name, value, reason]));
      const [model, image, , label, method, kind] = known;
      const curve = 'failure' in found ? [] : (found.value.curve ?? []);
      const points = curve.map(([x, y]) => csvLine([model, image, label, method, kind, name, x, y]));
      if (points.length > 0) await tables.append('faithfulness-curves.csv', CURVES, points.join(''));
    }
  }
}

interface Asked {
  readonly item: { readonly input: FloatTensor };
  readonly claim: MapClaim;
  readonly finding: Finding;
  readonly known: readonly (string | undefined)[];
}

type MapClaim = Extract<Claim, { is: 'map' }>;

async function claimsOn(
  context: RunContext,
  planned: PlannedModel,
  { sample, stem }: PlannedImage,
  { label, target }: Finding,
  priors: Priors,
): Promise<{ name: string; kind: string; claim: MapClaim }[]> {
  const claims: { name: string; kind: string; claim: MapClaim }[] = [];
  for (const { name } of planned.methods) {
    if (!context.opened.study.faithfulness!.methods.includes(name)) continue;
    const file = mapFile(planned.folder, name, stem, target);
    const claim = await keptMap(context, planned.name, name, file);
    if (claim) claims.push({ name, kind: 'method', claim });
  }
  for (const { name, claim } of priors.candidatesOf(sample, label))
    if (claim.is === 'map') claims.push({ name, kind: 'prior', claim });
  return claims;
}

/** A raw map finished over the network's input, which it spans. */
function overInput({ raw, gives, how }: MapClaim, { dims }: FloatTensor): Heatmap {
  const [, height, width] = dims;
  const region = { x0: 0, y0: 0, x1: width, y1: height };
  return finishMap(heatmapOf(raw, gives, how.reduce), { frame: { width, height }, region }, how).map;
}

function* one(images: readonly PlannedImage[]): Generator<PlannedImage[]> {
  for (const image of images) yield [image];
}
