import type { DataBaselines, Layer } from '@camscope/core';
import type { Network } from './network.ts';
import type { FittedExplainer } from './prepared-explainer.ts';

/** What was known of an explainer before it was opened, which it says again when it is open. */
export abstract class Fitted implements FittedExplainer {
  readonly network: Network;
  readonly layers: readonly Layer[];
  readonly layer: string;
  readonly approximate: boolean;
  readonly startsIn?: DataBaselines;

  constructor({ network, layers, layer, approximate, startsIn }: FittedExplainer) {
    this.network = network;
    this.layers = layers;
    this.layer = layer;
    this.approximate = approximate;
    this.startsIn = startsIn;
  }
}
