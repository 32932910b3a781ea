import { defineFaithfulness, floatTensor, type FaithfulnessInput, type FloatTensor } from '@camscope/core';
import { createRandom, type Random } from '@camscope/statistics';
import { z } from 'zod';
import { withPixels } from './changed-images.ts';
import { normalNumbers } from './normal-numbers.ts';
import { seedOption } from './pixel-order.ts';
import { scoreOption, scoresOf } from './scores.ts';
import { substrateOf, substrateOptions } from './substrate.ts';

/** An image perturbed, and the drop of the score that the map foretells. */
interface Perturbed {
  readonly image: FloatTensor;
  readonly foretold: number;
}

/** Mean squared difference between the drop of the score that the map foretells and the drop that is seen. */
export const infidelity = defineFaithfulness({
  id: 'infidelity',
  title: 'Infidelity',
  summary:
    'Mean squared difference between the drop of the score that the map foretells and that which is seen.',
  citation: {
    text: 'Yeh, Hsieh, Suggala, Inouye, Ravikumar: On the (in)fidelity and sensitivity of explanations, NeurIPS 2019',
    arxiv: '1901.09392',
  },
  options: z.strictObject({
    perturbation: z
      .enum(['square', 'gaussian'])
      .default('square')
      .describe(
        'Remove a square of pixels, each of which is foretold to take its heat with it; or subtract noise, to which ' +
          'the score is foretold to be as sensitive as the pixel is hot',
      ),
    samples: z.int().min(1).default(200).describe('Perturbed images'),
    side: z
      .number()
      .gt(0)
      .max(1)
      .default(0.2)
      .describe("Side of the square, as a share of the image's shorter side"),
    noise: z
      .number()
      .positive()
      .default(0.2)
      .describe("Standard deviation of the noise, in units of the network's input"),
    scale: z
      .enum(['best', 'none'])
      .default('best')
      .describe(
        'Multiply the heat by the factor that foretells best, since a map in [0, 1] has no unit; or do not',
      ),
    score: scoreOption('logit'),
    ...substrateOptions('zero'),
    seed: seedOption,
  }),
  scoreDirection: 'lower',
  range: [0, Infinity],
  async evaluate(input, options) {
    const random = createRandom(options.seed);
    const substrate = substrateOf(input.image, options);
    const foretold: number[] = [];
    const [whole, ...scores] = await scoresOf(input, changed(), options.score);
    const drops = scores.map((score) => whole - score);
    const factor = options.scale === 'best' ? bestFactor(foretold, drops) : 1;
    const squares = drops.map((drop, i) => (factor * foretold[i] - drop) ** 2);
    return { value: squares.reduce((sum, square) => sum + square, 0) / squares.length };

    function* changed(): Generator<FloatTensor> {
      yield input.image;
      for (let i = 0; i < options.samples; i++) {
        const perturbed =
          options.perturbation === 'square'
            ? withoutSquare(input, substrate, options.side, random)
            : withNoise(input, options.noise, random);
        foretold.push(perturbed.foretold);
        yield perturbed.image;
      }
    }
  },
});

function withoutSquare(
  { image, map }: FaithfulnessInput,
  substrate: FloatTensor,
  share: number,
  random: Random,
): Perturbed {
  const { width, height } = map;
  const side = Math.max(1, Math.round(share * Math.min(width, height)));
  const [left, top] = [random.below(width - side + 1), random.below(height - side + 1)];
  const pixels = Array.from(
    { length: side * side },
    (_, i) => (top + Math.floor(i / side)) * width + left + (i % side),
  );
  const foretold = pixels.reduce((sum, pixel) => sum + map.data[pixel], 0);
  return { image: withPixels(image, substrate, pixels), foretold };
}

function withNoise({ image, map }: FaithfulnessInput, deviation: number, random: Random): Perturbed {
  const next = normalNumbers(random);
  let foretold = 0;
  const data = image.data.map((value, i) => {
    const noise = deviation * next();
    foretold += noise * map.data[i % map.data.length];
    return value - noise;
  });
  return { image: floatTensor(data, image.dims), foretold };
}

/** Least squares through the origin; 0 where nothing is foretold. */
function bestFactor(foretold: readonly number[], seen: readonly number[]): number {
  const both = foretold.reduce((sum, value, i) => sum + value * seen[i], 0);
  const own = foretold.reduce((sum, value) => sum + value ** 2, 0);
  return own === 0 ? 0 : both / own;
}
