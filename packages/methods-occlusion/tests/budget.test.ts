import { afterAll, describe, expect, it } from 'vitest';
import { occlusion } from '@camscope/methods-occlusion';
import { createModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, floats, noise, type ExplainOnceRequest } from '@camscope/testkit';
import { slidingWindows } from '../src/windows.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const [HEIGHT, WIDTH] = [20, 30];
const recipe = { window: 4, stride: 2, edge: 'flush' } as const;
const weights = noise(5, [1, HEIGHT * WIDTH]);
const image = noise(6, [1, HEIGHT, WIDTH]);

/** S = Σ_q w_q x_q: a window that becomes 0 costs Σ w_q x_q over its pixels. */
const linear = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'one'], outputs: ['maps'] },
    { op: 'Flatten', inputs: ['maps'], outputs: ['flat'] },
    { op: 'Gemm', inputs: ['flat', 'w'], outputs: ['logits'], attributes: { transB: 1 } },
  ],
  initializers: { one: floats([1], [1, 1, 1, 1]), w: weights },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, HEIGHT, WIDTH] }],
  outputs: [{ name: 'logits' }],
});

async function explained(how: Partial<ExplainOnceRequest> = {}) {
  const options = { ...recipe, scoreSpace: 'logit' };
  const request = { runtime, explainer: occlusion, model: linear, image, classes: [0], options };
  const { maps, facts } = await explainOnce({ ...request, ...how });
  return { map: maps[0].raw.data, facts: facts! };
}

/** At each pixel the mean cost of the first windows that hide it; 0 where none does. */
function expected(windows: number): Float64Array {
  const { rows, columns, mask } = slidingWindows(recipe, HEIGHT, WIDTH);
  const sum = new Float64Array(HEIGHT * WIDTH);
  const hidden = new Float64Array(HEIGHT * WIDTH);
  for (let k = 0; k < windows; k++) {
    const { row, column } = mask(k);
    const inside = [...sum.keys()].filter(
      (q) => rows[row][Math.floor(q / WIDTH)] * columns[column][q % WIDTH] === 1,
    );
    const cost = inside.reduce((total, q) => total + weights.data[q] * image.data[q], 0);
    for (const q of inside) {
      sum[q] += cost;
      hidden[q]++;
    }
  }
  return sum.map((total, q) => (hidden[q] === 0 ? 0 : total / hidden[q]));
}

const COUNT = 9 * 14;

describe('a budget of occlusion', () => {
  it.each([1, 42, COUNT, 1000])('of %i takes the first windows', async (budget) => {
    const taken = Math.min(budget, COUNT);
    const { map, facts } = await explained({ budget });
    expect(facts).toMatchObject({ maps: COUNT, taken, scored: taken });
    expect(distance(map, expected(taken))).toBeLessThan(1e-5);
  });

  it('of a third of the windows is spread over the image', async () => {
    const { map } = await explained({ budget: COUNT / 3 });
    const share = (part: Float32Array) => part.filter((heat) => heat !== 0).length / part.length;
    // Row by row, a third of the windows would hide no more than the upper 40 %.
    expect(share(map)).toBeGreaterThan(0.7);
    expect(share(map.slice(map.length / 2))).toBeGreaterThan(0.7);
  });
});

it('gives the same map whatever the memory', async () => {
  const little = await explained({ memory: 1 });
  expect(distance(little.map, (await explained({ memory: 2 ** 28 })).map)).toBeLessThan(1e-6);
});

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
}
