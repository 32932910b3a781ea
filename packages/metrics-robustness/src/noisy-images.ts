import { floatTensor, type FloatTensor } from '@camscope/core';
import { createRandom } from '@camscope/statistics';
import { z } from 'zod';

/** How far noise goes, which is drawn for each value of the network's input on its own. */
export interface NoiseOptions {
  readonly samples: number;
  readonly radius: number;
  readonly lowest?: number | undefined;
  readonly seed: number;
}

export const noiseOptions = {
  samples: z.int().min(1).default(10).describe('Noisy images, each of which is explained'),
  radius: z
    .number()
    .positive()
    .default(0.2)
    .describe("Noise is drawn evenly from minus to plus this, in units of the network's normalised input"),
  lowest: z.number().optional().describe('Where noise begins, in place of minus the radius'),
  seed: z.int().min(0).default(0).describe('Decides what is drawn at random; the same for every image'),
};

/** The same images whenever it is asked, made one at a time. */
export function* noisyImages(
  image: FloatTensor,
  { samples, radius, lowest = -radius, seed }: NoiseOptions,
): Generator<FloatTensor> {
  const random = createRandom(seed);
  const [centre, reach] = [(radius + lowest) / 2, (radius - lowest) / 2];
  for (let n = 0; n < samples; n++)
    yield floatTensor(
      image.data.map((value) => value + (centre + reach * (2 * random.real() - 1))),
      image.dims,
    );
}
