import type { Runtime } from '@camscope/core';
import type { Network } from '@camscope/engine';
import { denseNet } from '../networks/densenet.ts';
import { openInMemory } from '../networks/in-memory.ts';
import { resNet } from '../networks/resnet.ts';

export interface BenchNetwork {
  readonly title: string;
  open(runtime: Runtime): Promise<Network>;
}

/** Networks of published size, with seeded weights. */
export const benchNetworks: readonly BenchNetwork[] = [
  {
    title: 'ResNet-50, 224×224',
    open: (runtime) => openInMemory(resNet({ blocks: [3, 4, 6, 3] }), runtime),
  },
  {
    title: 'DenseNet-121, 224×224',
    open: (runtime) => openInMemory(denseNet({ blocks: [6, 12, 24, 16] }), runtime),
  },
];
