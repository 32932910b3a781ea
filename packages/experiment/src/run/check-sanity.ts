import type { Heatmap } from '@camscope/core';
import { prepare, randomLogit, sanitySteps, type Network } from '@camscope/engine';
import { finishMap } from '@camscope/pixels';
import type { ChosenMethod, Study } from '../config/study.ts';
import { csvLine } from '../files/csv.ts';
import { attempt, reasonOf } from '../measure/attempt.ts';
import { heatmapOf } from '../measure/heatmap-of.ts';
import { evenlySpread } from '../plan/evenly-spread.ts';
import type { PlannedModel } from '../plan/plan.ts';
import type { OpenModel } from '../plan/open-study.ts';
import type { RunContext } from './context.ts';
import { load, type LoadedImage } from './load.ts';

const HEADER = csvLine([
  ...['model', 'image', 'class', 'method', 'check', 'step', 'layer', 'share', 'metric', 'value', 'reason'],
]);

type Ready = Extract<LoadedImage, { readonly input: unknown }>;

/**
 * Whether maps hang on what the network has learnt (Adebayo et al. 2018, arXiv:1810.03292): `sanity.csv` has how alike
 * each map is to the one of the untouched network, as the weights are drawn anew from the logits down, and to the map of
 * another class, drawn at random.
 */
export async function checkSanity(context: RunContext): Promise<void> {
  const { study, models, plan } = context.opened;
  const { sanity } = study;
  if (!sanity) return;
  const steps = sanity.checks.reduce(
    (sum, check) => sum + (check === 'random-logit' ? 1 : sanity.steps + 1),
    0,
  );
  const perModel = sanity.images * sanity.methods.length * steps;
  const stage = context.begin('maps of sanity checks', models.length * perModel);
  for (const [i, model] of models.entries())
    await checkModel(context, model, plan.models[i], sanity, (maps) => stage.advance(maps));
}

type Sanity = NonNullable<Study['sanity']>;

async function checkModel(
  context: RunContext,
  { network }: OpenModel,
  planned: PlannedModel,
  sanity: Sanity,
  advance: (maps: number) => void,
): Promise<void> {
  const { study, runtime } = context.opened;
  const { codec, seed } = study;
  const methods = study.methods.filter(({ name }) => sanity.methods.includes(name));
  const ready: Ready[] = [];
  const chosen = evenlySpread(planned.images, sanity.images);
  for await (const [item] of load(
    chosen.map((image) => [image]),
    codec,
    network.preprocessing,
  )) {
    if ('input' in item) ready.push(item);
    else
      await append(
        context,
        [planned.name, item.image.sample.id, '', '', '', '', '', '', ''],
        reasonOf(item.failure),
      );
  }
  const untouched = new Map<string, Heatmap>();
  for (const check of sanity.checks.filter((name) => name !== 'random-logit')) {
    for await (const step of sanitySteps(network, { mode: check, steps: sanity.steps, seed, runtime })) {
      for (const method of methods) {
        const maps = await mapsOf(context, step.network, method, ready, targetOf);
        await compare(method, check, step, maps);
        advance(ready.length);
      }
    }
  }
  if (!sanity.checks.includes('random-logit') || network.labels.length < 2) return;
  const other = (item: Ready) => randomLogit(network.labels.length, targetOf(item), seed);
  for (const method of methods) {
    if (untouched.size === 0)
      await compare(method, 'random-logit', START, await mapsOf(context, network, method, ready, targetOf));
    const maps = await mapsOf(context, network, method, ready, other);
    await compare(method, 'random-logit', { step: 1, layer: '', share: 0 }, maps);
    advance(ready.length);
  }

  async function compare(
    { name }: ChosenMethod,
    check: string,
    { step, layer, share }: { step: number; layer: string; share: number },
    maps: readonly Heatmap[],
  ): Promise<void> {
    for (const [n, map] of maps.entries()) {
      const { sample, findings } = ready[n].image;
      const key = `${name}\n${sample.id}`;
      if (step === 0) untouched.set(key, map);
      for (const measure of sanity.metrics) {
        const { contribution, options } = measure;
        const found = attempt(() => contribution.compare({ map: untouched.get(key)! }, { map }, options));
        const known = [
          planned.name,
          sample.id,
          findings[0].label,
          name,
          check,
          step,
          layer,
          share,
          measure.name,
        ];
        if ('failure' in found) await append(context, [...known, null], reasonOf(found.failure));
        else {
          const { value } = found.value;
          await append(
            context,
            [...known, value],
            found.value.value === null ? found.value.reason : undefined,
          );
        }
      }
    }
  }
}

const START = { step: 0, layer: '', share: 0 };

/** The first finding of an image stands for it. */
function targetOf({ image }: Ready): number {
  return image.findings[0].target;
}

/** Finished maps at the size of the network's input. */
async function mapsOf(
  { opened, signal }: RunContext,
  network: Network,
  method: ChosenMethod,
  items: readonly Ready[],
  target: (item: Ready) => number,
): Promise<Heatmap[]> {
  const { runtime, study } = opened;
  const { provider = runtime.baseline, fallback, threads, batch } = study.session;
  const { contribution: explainer, options, layer, aggregate, map: how } = method;
  const session = { provider, fallback, threads };
  const prepared = await prepare({ network, explainer, options, layer, aggregate, runtime, session, batch });
  try {
    const wanted = items.map((item) => ({ image: item.input, classes: [target(item)] }));
    const explained = await prepared.explain(wanted, signal);
    return explained.map(({ maps: [{ raw }] }, n) => {
      const [, height, width] = items[n].input.dims;
      const region = { x0: 0, y0: 0, x1: width, y1: height };
      const heatmap = heatmapOf(raw, explainer.gives, how.reduce);
      return finishMap(heatmap, { frame: { width, height }, region }, how).map;
    });
  } finally {
    await prepared.release();
  }
}

async function append(
  { tables }: RunContext,
  fields: readonly (string | number | null)[],
  reason: string | undefined,
): Promise<void> {
  await tables.append('sanity.csv', HEADER, csvLine([...fields, reason]));
}
