import { defineExplainer, floatTensor, type FloatTensor } from '@camscope/core';
import { prepare } from '@camscope/engine';
import { gradient } from '@camscope/onnx/expressions';
import { noise } from '../tensors.ts';
import type { Bench, Check } from './check.ts';
import { relativeError } from './differences.ts';
import { explain } from './explainer-checks.ts';
import type { TinyNetwork } from '../networks/tiny-networks.ts';

/** How many directions are stepped along, and how far: short, for a network of ReLUs is straight only nearby. */
const DIRECTIONS = 8;
const STEP = 1e-4;

const inputGradient = defineExplainer({
  id: 'gradient',
  title: 'The gradient of the score with respect to the image',
  gives: 'attribution',
  map: ({ image, score }) => gradient(score, image),
});

/** The gradient through every network as a whole, for every class. */
export function networkChecks(networks: readonly TinyNetwork[]): Check[] {
  return networks.map((network) => ({
    kind: 'network',
    name: network.title,
    async measure(bench) {
      const items = [{ image: network.image, classes: network.classes }];
      const [expected] = await explain(network, inputGradient, items, { ...bench, provider: bench.baseline });
      const [found] = await explain(network, inputGradient, items, bench);
      const directions = Array.from({ length: DIRECTIONS }, (_, i) => noise(10 + i, network.image.dims));
      const slopes = directions.flatMap((direction) => found.maps.map(({ raw }) => dot(raw, direction)));
      return {
        toBaseline: Math.max(
          relativeError(found.logits, expected.logits),
          ...found.maps.map(({ raw }, k) => relativeError(raw.data, expected.maps[k].raw.data)),
        ),
        toDifferences: relativeError(slopes, await slopesByDifferences(network, directions, bench)),
      };
    },
  }));
}

/** Slope of every class's score along every direction, by central differences on the baseline provider. */
async function slopesByDifferences(
  { open, image, classes }: TinyNetwork,
  directions: readonly FloatTensor[],
  bench: Bench,
): Promise<number[]> {
  const { runtime, baseline } = bench;
  const session = { provider: baseline, threads: 1 };
  const prepared = await prepare({ network: await open(bench), explainer: inputGradient, runtime, session });
  try {
    const slopes: number[] = [];
    for (const direction of directions) {
      const ways = [STEP, -STEP].map((step) => ({ image: stepped(image, direction, step), classes: [] }));
      const [above, below] = await prepared.explain(ways);
      slopes.push(...classes.map((k) => (above.logits[k] - below.logits[k]) / (2 * STEP)));
    }
    return slopes;
  } finally {
    await prepared.release();
  }
}

function stepped({ data, dims }: FloatTensor, direction: FloatTensor, step: number): FloatTensor {
  return floatTensor(
    data.map((value, i) => value + step * direction.data[i]),
    dims,
  );
}

function dot(a: FloatTensor, b: FloatTensor): number {
  return a.data.reduce((sum, value, i) => sum + value * b.data[i], 0);
}
