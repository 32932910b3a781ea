import { afterAll, describe, expect, it } from 'vitest';
import { createModel } from '@camscope/onnx';
import { rise } from '@camscope/methods-rise';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, floats, noise } from '@camscope/testkit';
import { riseMasks } from '../src/composition.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const [HEIGHT, WIDTH, CLASSES] = [9, 12, 2];
const PLACES = HEIGHT * WIDTH;
const weights = noise(11, [CLASSES, PLACES]);
const bias = floats([1.5, -0.4]);
const image = noise(12, [1, HEIGHT, WIDTH]);

/** S^c = Σ_q w^c_q x_q + b^c */
const linear = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'one'], outputs: ['maps'] },
    { op: 'Flatten', inputs: ['maps'], outputs: ['flat'] },
    { op: 'Gemm', inputs: ['flat', 'w', 'b'], outputs: ['logits'], attributes: { transB: 1 } },
  ],
  initializers: { one: floats([1], [1, 1, 1, 1]), w: weights, b: bias },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, HEIGHT, WIDTH] }],
  outputs: [{ name: 'logits' }],
});

const base = { cells: 3, probability: 0.4, scoreSpace: 'logit' };
const recipe = {
  count: 1,
  cells: base.cells,
  probability: base.probability,
  seed: 0,
  border: 'continued',
} as const;

function explained(options: object, classes = [0, 1]) {
  return explainOnce({
    runtime,
    explainer: rise,
    model: linear,
    image,
    classes,
    options: { ...base, ...options },
  });
}

/**
 * What the map of a linear network converges to. Cells G are independent, 1 with probability p, and the weights of a
 * place add up to 1. So E[M_q M_r] = p² + p(1 − p) κ_qr, where κ_qr is the product, over both axes, of the mean over
 * shifts of Σ_i U_qi U_ri; and E[S·M_r]/p = Σ_q w_q x_q (p + (1 − p) κ_qr) + b.
 */
function expected(target: number): Float64Array {
  const { cells, probability: p } = base;
  const { rows, columns } = riseMasks(recipe, HEIGHT, WIDTH);
  const down = likeness(rows.map((matrix) => (y, i) => matrix[y * cells + i]));
  const across = likeness(columns.map((matrix) => (x, j) => matrix[j * WIDTH + x]));
  return Float64Array.from({ length: PLACES }, (_, r) => {
    let sum = bias.data[target];
    for (let q = 0; q < PLACES; q++) {
      const kappa = down(Math.floor(q / WIDTH), Math.floor(r / WIDTH)) * across(q % WIDTH, r % WIDTH);
      sum += weights.data[target * PLACES + q] * image.data[q] * (p + (1 - p) * kappa);
    }
    return sum;
  });
}

function likeness(shifts: ((place: number, cell: number) => number)[]) {
  return (a: number, b: number) => {
    let sum = 0;
    for (const weight of shifts) for (let i = 0; i < base.cells; i++) sum += weight(a, i) * weight(b, i);
    return sum / shifts.length;
  };
}

/** Root mean square over places of the distance to the expected map, and over a few seeds. */
async function error(masks: number, options: object = {}): Promise<number> {
  let sum = 0;
  for (let seed = 0; seed < 6; seed++) {
    const { maps } = await explained({ masks, seed, ...options });
    for (const { target, raw } of maps) {
      expected(target).forEach((value, r) => (sum += (raw.data[r] - value) ** 2));
    }
  }
  return Math.sqrt(sum / (6 * CLASSES * PLACES));
}

describe('RISE', () => {
  it('converges to the expected map of a linear network, as 1/√N', async () => {
    const spread = deviation(expected(0));
    const errors = [await error(250), await error(4000)];
    expect(errors[1]).toBeLessThan(0.2 * spread);
    // A sixteenth of the masks: four times the error.
    expect(errors[0] / errors[1]).toBeGreaterThan(4 / 1.5);
    expect(errors[0] / errors[1]).toBeLessThan(4 * 1.5);
  });

  it('is nearer to it when divided by the masks themselves', async () => {
    expect(await error(1000, { normalise: 'coverage' })).toBeLessThan(0.8 * (await error(1000)));
  });

  it('is reproduced by its seed, to the last bit', async () => {
    const data = async (seed: number) => (await explained({ masks: 50, seed })).maps[0].raw.data;
    expect(await data(5)).toEqual(await data(5));
    expect(await data(6)).not.toEqual(await data(5));
  });

  it('equals the sum written out', async () => {
    const count = 20;
    const masks = riseMasks({ ...recipe, count }, HEIGHT, WIDTH);
    const sums = { product: new Float64Array(PLACES), mask: new Float64Array(PLACES) };
    for (let k = 0; k < count; k++) {
      const { grid, row, column } = masks.mask(k);
      const mask = Float64Array.from({ length: PLACES }, (_, q) => {
        let value = 0;
        for (let cell = 0; cell < base.cells ** 2; cell++) {
          const [i, j] = [Math.floor(cell / base.cells), cell % base.cells];
          const down = masks.rows[row][Math.floor(q / WIDTH) * base.cells + i];
          value += down * grid[cell] * masks.columns[column][j * WIDTH + (q % WIDTH)];
        }
        return value;
      });
      const score = mask.reduce((sum, m, q) => sum + weights.data[q] * image.data[q] * m, bias.data[0]);
      mask.forEach((m, q) => {
        sums.product[q] += score * m;
        sums.mask[q] += m;
      });
    }
    const bySum = (await explained({ masks: count })).maps[0].raw;
    const byCoverage = (await explained({ masks: count, normalise: 'coverage' })).maps[0].raw;
    sums.product.forEach((value, q) => {
      expect(bySum.data[q]).toBeCloseTo(value / (count * base.probability), 5);
      expect(byCoverage.data[q]).toBeCloseTo(value / sums.mask[q], 5);
    });
  });

  it('takes one pass for each mask, whatever the number of classes', async () => {
    const both = await explained({ masks: 30 });
    expect(both.passes).toBe(1 + 30);
    expect(both.facts).toMatchObject({ maps: 30, taken: 30, scored: 30, headPasses: 0, scoreSpace: 'logit' });
    const one = await explained({ masks: 30 }, [1]);
    expect(one.passes).toBe(1 + 30);
    expect(one.maps[0].raw).toEqual(both.maps[1].raw);
  });
});

function deviation(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
