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
import { ensemble } from '@camscope/methods-ensemble';
import { gradCam } from '@camscope/methods-grad-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { layerCam } from '@camscope/methods-layer-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = noise(4, [1, 16, 16]);
const model = poolLinear();

async function map(explainer: ExplainOnceRequest['explainer']): Promise<Float32Array> {
  const request = { runtime, explainer, model, image, classes: [1] };
  return (await explainOnce(request)).maps[0].raw.data;
}

describe('ensemble', () => {
  it('is the mean of maps that are each brought to [0, 1]', async () => {
    const [a, b] = [toUnit(await map(gradCam)), toUnit(await map(layerCam))];
    const expected = a.map((value, i) => (value + b[i]) / 2);
    expect(relativeError(await map(madeOf(ensemble, gradCam, layerCam)), expected)).toBeLessThan(1e-5);
  });

  it('shows an attribution by its magnitude, at the resolution of the image', async () => {
    const gradient = toUnit((await map(inputGradient)).map(Math.abs));
    const both = await map(madeOf(ensemble, inputGradient, inputGradient));
    expect(relativeError(both, gradient)).toBeLessThan(1e-5);
    expect((await map(madeOf(ensemble, gradCam, inputGradient))).length).toBe(256);
  });

  it('of one method says what it is made of', () => {
    expect(() => madeOf(ensemble, gradCam)).toThrow("'ensemble' is made of two or more methods");
  });
});

function toUnit(values: Float32Array): Float32Array {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (value - low) / (high - low));
}
