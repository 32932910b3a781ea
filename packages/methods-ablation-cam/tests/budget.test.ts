import { afterAll, describe, expect, it } from 'vitest';
import { ablationCam } from '@camscope/methods-ablation-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, type ExplainOnceRequest } from '@camscope/testkit';
import { image, networkOf } from './reference.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const ofReference = { runtime, explainer: ablationCam, model: networkOf('residual'), image, classes: [0, 3] };

async function explained(how: Partial<ExplainOnceRequest> = {}) {
  const { maps, facts } = await explainOnce({ ...ofReference, ...how });
  return { data: maps.flatMap(({ raw }) => [...raw.data]), facts: facts! };
}

describe('a budget of Ablation-CAM', () => {
  it('takes the channels that vary most', async () => {
    // The whole maps are ¾A¹ + ¼A² and −3A¹ + 2A²; A¹ = (0, 1, 2, 3) varies more than A² = (1, 0, 0, 0).
    const request = {
      runtime,
      explainer: ablationCam,
      model: onPaper,
      image: imageOnPaper,
      classes: [0, 1],
      budget: 1,
    };
    const { maps, facts } = await explainOnce(request);
    expect(maps.map(({ raw }) => Array.from(raw.data, (value) => value + 0))).toEqual([
      [0, 0.75, 1.5, 2.25],
      [0, -3, -6, -9],
    ]);
    expect(facts).toMatchObject({ maps: 2, taken: 1, headPasses: 1 });
  });
});

it('gives the same maps whatever the memory', async () => {
  const little = await explained({ memory: 1 });
  expect(distance(little.data, (await explained({ memory: 2 ** 28 })).data)).toBeLessThan(1e-6);
});

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}
