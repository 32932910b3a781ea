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
import { augment } from '@camscope/methods-augment';
import { gradCam } from '@camscope/methods-grad-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const image = noise(4, [1, 16, 16]);
const explainer = madeOf(augment, gradCam);

async function map(
  asked: ExplainOnceRequest['explainer'],
  data: Float32Array,
  options: object = {},
): Promise<Float32Array> {
  const request = {
    runtime,
    explainer: asked,
    model: poolLinear(),
    image: { ...image, data },
    classes: [1],
    options,
  };
  return (await explainOnce(request)).maps[0].raw.data;
}

describe('augment', () => {
  it('is the mean of the map and that of the flipped image, flipped back', async () => {
    const plain = toUnit(await map(gradCam, image.data));
    const back = flipped(toUnit(await map(gradCam, flipped(image.data, 16))), 8);
    const expected = plain.map((value, i) => (value + back[i]) / 2);
    const found = await map(explainer, image.data, { flip: true, factors: [1] });
    expect(relativeError(found, expected)).toBeLessThan(1e-5);
  });

  it('does not flip unless it is asked to', async () => {
    const plain = toUnit(await map(gradCam, image.data));
    expect(relativeError(await map(explainer, image.data, { factors: [1] }), plain)).toBeLessThan(1e-6);
  });
});

function flipped(values: Float32Array, width: number): Float32Array {
  const rows = Array.from({ length: values.length / width }, (_, i) =>
    values.slice(i * width, (i + 1) * width),
  );
  return Float32Array.from(rows.flatMap((row) => [...row.toReversed()]));
}

function toUnit(values: Float32Array): Float32Array {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (value - low) / (high - low));
}
