import { afterAll, describe, expect, it } from 'vitest';
import { reciproCam } from '@camscope/methods-recipro-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, MemoryScoreCache, type ExplainOnceRequest } from '@camscope/testkit';
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
  it('scores so many places and leaves the others at 0', async () => {
    const all = await explained();
    const some = await explained({ budget: 12 });
    expect(some.facts).toMatchObject({ maps: PLACES, taken: 12, headPasses: 12 });
    // Scores are sigmoids: none is 0.
    const scored = [...some.data.keys()].filter((place) => some.data[place] !== 0);
    expect(scored).toHaveLength(12);
    expect(
      distance(
        scored.map((place) => some.data[place]),
        scored.map((place) => all.data[place]),
      ),
    ).toBeLessThan(1e-6);
  });

  it('can be raised at the cost of the places that are new', async () => {
    const scores = new MemoryScoreCache();
    await explained({ budget: 12, scores });
    const { data, facts } = await explained({ scores });
    expect(facts).toMatchObject({ reused: 12, scored: PLACES - 12 });
    expect(distance(data, (await explained()).data)).toBeLessThan(1e-6);
  });
});

it.each(['none', 'gaussian'])('gives the same map whatever the memory, spread: %s', async (spread) => {
  const little = await explained({ memory: 1, options: { spread } });
  expect(little.facts.chunk).toBe(1);
  const much = await explained({ memory: 2 ** 28, options: { spread } });
  expect(distance(little.data, much.data)).toBeLessThan(1e-6);
});

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}
