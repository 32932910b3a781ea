import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  explainOnce,
  type ExplainOnceRequest,
  madeOf,
  noise,
  poolLinear,
  relativeError,
} from '@camscope/testkit';
import { refine } from '@camscope/methods-refine';
import { gradCam } from '@camscope/methods-grad-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = noise(4, [1, 16, 16]);
const model = poolLinear();
const LAYERS = ['r1', 'features'];

async function map(
  explainer: ExplainOnceRequest['explainer'],
  layer: string | string[],
): Promise<Float32Array> {
  const request = { runtime, explainer, model, image, classes: [1], layer };
  return (await explainOnce(request)).maps[0].raw.data;
}

describe('refine', () => {
  it("multiplies a method's maps of several layers, each brought to [0, 1]", async () => {
    const explainer = madeOf(refine, gradCam);
    const [first, second] = [await map(gradCam, LAYERS[0]), await map(gradCam, LAYERS[1])];
    const [a, b] = [toUnit(first), toUnit(second)];
    const expected = a.map((value, i) => value * b[i]);
    expect(relativeError(await map(explainer, LAYERS), expected)).toBeLessThan(1e-5);
  });
});

function toUnit(values: Float32Array): Float32Array {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (value - low) / (high - low));
}
