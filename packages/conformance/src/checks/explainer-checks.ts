import { CamscopeError, parseOptions, type Explainer } from '@camscope/core';
import {
  MemoryScoreCache,
  prepare,
  readsAttention,
  type Explained,
  type ExplainItem,
} from '@camscope/engine';
import type { TinyNetwork } from '../networks/tiny-networks.ts';
import type { Bench, Check } from './check.ts';
import { relativeError } from './differences.ts';

/** Masks tried at most: more than tiny networks have places, and as many as two designs over 8 × 8 cells take. */
const MASKS = 132;

/** Every explainer, with its default options but for a budget of masks, on every network; those of attention, and no others, where there is any. */
export function explainerChecks(networks: readonly TinyNetwork[], explainers: readonly Explainer[]): Check[] {
  return networks.flatMap((network) =>
    explainers
      .filter((explainer) => network.hasAttention === readsAttention(explainer, parseOptions(explainer)))
      .map((explainer) => explainerCheck(network, explainer)),
  );
}

function explainerCheck(network: TinyNetwork, explainer: Explainer): Check {
  return {
    kind: 'explainer',
    name: `${explainer.id} on ${network.title}`,
    async measure(bench) {
      const { image, classes } = network;
      // Neither as many images as explanations, nor one image: they are told apart by an index.
      const items = [
        { image, classes },
        { image: { ...image, data: image.data.toReversed() }, classes: 'top1' as const },
      ];
      const expected = valuesOf(
        await explain(network, explainer, items, { ...bench, provider: bench.baseline }),
      );
      if (expected.maps.every((value) => value === 0)) {
        throw new CamscopeError(
          'INTERNAL',
          'Every map is blank on the baseline, so that nothing is compared',
        );
      }
      const found = valuesOf(await explain(network, explainer, items, bench));
      return {
        toBaseline: Math.max(
          relativeError(found.logits, expected.logits),
          relativeError(found.maps, expected.maps),
        ),
      };
    },
  };
}

/** What the provider of a bench makes of images. */
export async function explain(
  { open }: TinyNetwork,
  explainer: Explainer,
  items: readonly ExplainItem[],
  bench: Bench,
): Promise<Explained[]> {
  const { runtime, provider, precision } = bench;
  const session = { provider, precision, threads: 1 };
  // Nothing is taken from an earlier check.
  const scores = new MemoryScoreCache(0);
  const budget = explainer.perturb ? MASKS : undefined;
  const prepared = await prepare({ network: await open(bench), explainer, runtime, session, scores, budget });
  try {
    return await prepared.explain(items);
  } finally {
    await prepared.release();
  }
}

function valuesOf(explained: readonly Explained[]): { logits: number[]; maps: number[] } {
  return {
    logits: explained.flatMap(({ logits }) => Array.from(logits)),
    maps: explained.flatMap(({ maps }) => maps.flatMap(({ raw }) => Array.from(raw.data))),
  };
}
