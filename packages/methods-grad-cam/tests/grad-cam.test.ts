import { afterAll, describe, expect, it } from 'vitest';
import type { FloatTensor } from '@camscope/core';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, noise, onPaper, poolLinear, relativeError } from '@camscope/testkit';
import { gradCam } from '@camscope/methods-grad-cam';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const explainer = gradCam;

describe('Grad-CAM', () => {
  it('equals the map computed on paper', async () => {
    const { logits, maps, layers } = await explainOnce({
      runtime,
      explainer,
      model: onPaper,
      image: imageOnPaper,
      classes: [0, 1],
    });
    expect(layers.map((layer) => layer.tensor)).toEqual(['maps']);
    expect([...logits]).toEqual([2 * 1.5 + 4 * 0.25, -2 * 1.5 + 8 * 0.25]);
    // Class 0: weights (½, 1): ½·A¹ + A². Class 1: weights (−½, 2), negative parts removed.
    expect([...maps[0].raw.data]).toEqual([1, 0.5, 1, 1.5]);
    expect([...maps[1].raw.data]).toEqual([2, 0, 0, 0]);
    expect(maps[0].raw.dims).toEqual([1, 2, 2]);
  });

  it('keeps negative evidence without the ReLU', async () => {
    const { maps } = await explainOnce({
      runtime,
      explainer,
      model: onPaper,
      image: imageOnPaper,
      classes: [1],
      options: { relu: false },
    });
    expect([...maps[0].raw.data]).toEqual([2, -0.5, -1, -1.5]);
  });

  it('is w_k/(hw)-weighted on a pool + linear head, whatever the class', async () => {
    const classes = [0, 1, 2];
    const image = noise(3, [1, 16, 16]);
    const { maps } = await explainOnce({
      runtime,
      explainer,
      model: poolLinear(),
      image,
      classes,
      options: { relu: false },
    });
    const w = noise(7 + 4, [3, 4]).data;
    const activations = activationsOf(image);
    const positions = 8 * 8;
    for (const target of classes) {
      const expected = Float32Array.from({ length: positions }, (_, p) => {
        let sum = 0;
        for (let k = 0; k < 4; k++) sum += (w[target * 4 + k] / positions) * activations[k * positions + p];
        return sum;
      });
      expect(relativeError(maps[target].raw.data, expected)).toBeLessThan(1e-5);
    }
  });
});

/** float32 [4,8,8]: the features of `poolLinear`, computed here in float64. */
function activationsOf(image: FloatTensor): Float64Array {
  const first = convolve(
    Float64Array.from(image.data),
    1,
    16,
    noise(7, [4, 1, 3, 3]).data,
    noise(8, [4], 0.1).data,
    2,
  );
  return convolve(first, 4, 8, noise(9, [4, 4, 3, 3]).data, noise(10, [4], 0.1).data, 1);
}

/** 3×3 convolution with a pad of 1, four maps out, then ReLU. */
function convolve(
  input: Float64Array,
  channels: number,
  size: number,
  w: Float32Array,
  b: Float32Array,
  stride: number,
) {
  const out = size / stride;
  const result = new Float64Array(4 * out * out);
  for (let m = 0; m < 4; m++) {
    for (let i = 0; i < out; i++) {
      for (let j = 0; j < out; j++) {
        let sum = b[m];
        for (let c = 0; c < channels; c++) {
          for (let u = -1; u <= 1; u++) {
            for (let v = -1; v <= 1; v++) {
              const [row, column] = [i * stride + u, j * stride + v];
              if (row < 0 || column < 0 || row >= size || column >= size) continue;
              sum +=
                w[((m * channels + c) * 3 + u + 1) * 3 + v + 1] * input[(c * size + row) * size + column];
            }
          }
        }
        result[(m * out + i) * out + j] = Math.max(0, sum);
      }
    }
  }
  return result;
}
