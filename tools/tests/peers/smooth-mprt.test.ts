import { readFileSync } from 'node:fs';
import { parseOptions, type Heatmap } from '@camscope/core';
import { spearman } from '@camscope/metrics-agreement';
import { inputGradient } from '@camscope/methods-input-gradient';
import { smooth } from '@camscope/methods-smooth';
import { finishOverInput, mapSchema } from '@camscope/pipeline';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, madeOf } from '@camscope/testkit';
import { afterAll, expect, it } from 'vitest';
import { readReference } from '../networks/references.ts';

const FIXTURE = new URL('../fixtures/attributions/smooth-mprt.json', import.meta.url);
const runtime = startNodeRuntime();
afterAll(() => runtime.close());

it('Spearman of maps under `smooth` as Quantus has it is its smooth MPRT', async () => {
  const { quantus, untouched, left, target, samples, seed, ...scores } = JSON.parse(
    readFileSync(FIXTURE, 'utf8'),
  ) as Record<'quantus' | 'untouched' | 'left', string> &
    Record<'target' | 'samples' | 'seed' | 'original' | 'spearman', number>;
  expect(quantus).toBe('0.6.0');
  const { picture: image } = readReference(untouched);
  const [, height, width] = image.dims;
  const mapOf = async (network: string): Promise<Heatmap> => {
    const { maps } = await explainOnce({
      ...{ runtime, image, classes: [target], model: readReference(network).model },
      explainer: madeOf(smooth, inputGradient),
      options: { preset: 'quantus', samples, seed },
    });
    const how = mapSchema.parse({});
    return finishOverInput({ raw: maps[0].raw, gives: 'attribution', how }, { width, height }).map;
  };
  const [before, after] = [await mapOf(untouched), await mapOf(left)];
  const alike = (one: Heatmap, other: Heatmap) =>
    spearman.compare({ map: one }, { map: other }, parseOptions(spearman, {}));
  expect(alike(before, before)).toEqual({ value: expect.closeTo(scores.original, 6) as number });
  expect(alike(before, after)).toEqual({ value: expect.closeTo(scores.spearman, 4) as number });
});
