import { afterAll, describe, expect, it } from 'vitest';
import { rise } from '@camscope/methods-rise';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, noise, resNet, type ExplainOnceRequest } from '@camscope/testkit';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const model = resNet({ blocks: [1, 1], width: 4, classes: 3, size: 32 });
const image = noise(7, [3, 32, 32]);

async function explained(options: object, how: Partial<ExplainOnceRequest> = {}) {
  const request = { runtime, explainer: rise, model, image, classes: [0, 2], options };
  const { maps, facts } = await explainOnce({ ...request, ...how });
  return { data: maps.flatMap(({ raw }) => [...raw.data]), facts: facts! };
}

describe('a budget of RISE', () => {
  it.each(['probability', 'coverage'])('is as many masks, normalised by %s', async (normalise) => {
    const few = await explained({ masks: 24, normalise });
    const many = await explained({ masks: 60, normalise }, { budget: 24 });
    expect(many.facts).toMatchObject({ maps: 60, taken: 24, scored: 24 });
    expect(distance(many.data, few.data)).toBeLessThan(1e-6);
    expect(distance((await explained({ masks: 60, normalise })).data, few.data)).toBeGreaterThan(1e-3);
  });
});

it('gives the same map whatever the memory', async () => {
  const little = await explained({ masks: 24 }, { memory: 1 });
  const much = await explained({ masks: 24 }, { memory: 2 ** 28 });
  expect(distance(little.data, much.data)).toBeLessThan(1e-6);
});

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}
