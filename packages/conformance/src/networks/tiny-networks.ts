import type { FloatTensor } from '@camscope/core';
import type { Network } from '@camscope/engine';
import type { Bench } from '../checks/check.ts';
import { noise } from '../tensors.ts';
import { denseNet } from './densenet.ts';
import { openInMemory } from './in-memory.ts';
import { poolLinear } from './pool-linear.ts';
import { resNet } from './resnet.ts';
import { visionTransformer } from './vision-transformer.ts';

/** No activation is so near to 0 that a step of 1e-4 takes it across. */
const IMAGE_SEED = 0;

/** A network small enough for a GPU in software, and an image for it. */
export interface TinyNetwork {
  readonly title: string;
  /** float32 [C,H,W] */
  readonly image: FloatTensor;
  /** Every class that it tells apart. */
  readonly classes: readonly number[];
  readonly hasAttention: boolean;
  open(bench: Bench): Promise<Network>;
}

/** One network for each shape of head and body that explanations meet most. */
export function tinyNetworks(): TinyNetwork[] {
  return [
    tiny('pool + linear', [3, 16, 16], () => poolLinear({ inputChannels: 3, classes: 3 })),
    tiny('ResNet', [3, 32, 32], () => resNet({ blocks: [1, 1], width: 4, size: 32, classes: 3 })),
    tiny('vision transformer', [1, 16, 16], () => visionTransformer({ classes: 3 }), true),
    tiny('DenseNet', [3, 32, 32], () => denseNet({ blocks: [1, 1], growth: 4, size: 32, classes: 3 })),
  ];
}

function tiny(
  title: string,
  dims: readonly number[],
  build: () => Uint8Array,
  hasAttention = false,
): TinyNetwork {
  let network: Promise<Network> | undefined;
  const open = ({ runtime }: Bench) => (network ??= openInMemory(build(), runtime));
  return { title, image: noise(IMAGE_SEED, dims), classes: [0, 1, 2], hasAttention, open };
}
