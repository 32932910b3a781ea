import { afterAll, describe, expect, it } from 'vitest';
import { reciproCam } from '@camscope/methods-recipro-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, type ExplainOnceRequest } from '@camscope/testkit';
import { image, networkOf } from './reference.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const PLACES = 5 * 7;

async function explained(how: Partial<ExplainOnceRequest> = {}) {
  const request = { runtime, explainer: reciproCam, model: networkOf('residual'), image, classes: [1] };
  const { maps, facts } = await explainOnce({ ...request, ...how });
  return { data: [...maps[0].raw.data], facts: facts! };
}

describe('a budget of Recipro-CAM', () => {
  it('is refused when it leaves places without a score', async () => {
    await expect(explained({ budget: 12 })).rejects.toThrow('places');
    expect((await explained({ budget: PLACES })).facts).toMatchObject({ taken: PLACES, headPasses: PLACES });
  });
});

it.each(['none', 'gaussian'])('gives the same map whatever the memory, spread: %s', async (spread) => {
  const little = await explained({ memory: 1, options: { spread } });
  const much = await explained({ memory: 2 ** 28, options: { spread } });
  expect(distance(little.data, much.data)).toBeLessThan(1e-6);
});

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}
