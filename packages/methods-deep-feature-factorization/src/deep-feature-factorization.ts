import { CamscopeError, defineExplainer, floatTensor, type Expression } from '@camscope/core';
import { headWeights, smallest, sub } from '@camscope/onnx/expressions';
import { z } from 'zod';
import { bySize, factorised, randomFactors } from './factors.ts';

/**
 * Deep Feature Factorization: the target layer's maps as a product of few concepts and their maps, neither negative, `A − min A ≈ W·H`; and
 * the concepts' maps under what the class's head makes of them, `L = Σ_j (Σ_k w_k W_kj) H_j`; arXiv:1806.10206.
 */
export const deepFeatureFactorization = defineExplainer({
  id: 'deep-feature-factorization',
  title: 'Deep Feature Factorization',
  short: 'DFF',
  summary:
    "Makes a few concepts of the target layer's maps, and shows one of them, or all as they count for the class.",
  citation: {
    text: 'Collins et al., Deep Feature Factorization for Concept Discovery, ECCV 2018',
    doi: '10.1007/978-3-030-01264-9_21',
    arxiv: '1806.10206',
  },
  options: z.strictObject({
    concepts: z.int().min(1).max(256).default(5).describe('How many concepts the maps are made of'),
    concept: z
      .int()
      .min(1)
      .optional()
      .describe(
        'The map of this one, 1 being what the most of the activations goes to; all together, as they count for the class, where absent',
      ),
    steps: z.int().min(1).max(10_000).default(200).describe('Multiplicative updates of both factors'),
    seed: z.int().nonnegative().default(0).describe('Of the factors that it starts from'),
  }),
  fetch: ({ activations, score }, { concepts, concept }): Readonly<Record<string, Expression>> => {
    if (concept !== undefined && concept > concepts) {
      throw new CamscopeError('CONFIG_INVALID', `Concept ${concept} is asked for`, {
        found: `There are ${concepts}`,
        fix: 'Ask for more concepts',
      });
    }
    const maps = sub(activations, smallest(activations, 'height', 'width'));
    return concept === undefined ? { maps, weights: headWeights(score) } : { maps };
  },
  host: ({ maps, weights }, { concepts, concept, steps, seed }) => {
    const [channels, height, width] = maps.dims;
    const start = randomFactors(maps.data, [channels, height * width], concepts, seed);
    const factors = factorised(maps.data, start, steps);
    const shares =
      concept === undefined
        ? factors.concepts.map((one) => one.reduce((sum, value, k) => sum + value * weights.data[k], 0))
        : oneHot(bySize(factors)[concept - 1], concepts);
    const map = Float32Array.from({ length: height * width }, (_, i) =>
      factors.maps.reduce((sum, values, j) => sum + shares[j] * values[i], 0),
    );
    return floatTensor(map, [1, height, width]);
  },
});

const oneHot = (index: number, length: number) => Array.from({ length }, (_, i) => (i === index ? 1 : 0));
