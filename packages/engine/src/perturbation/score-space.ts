import type { ScoreSpace } from '@camscope/core';
import type { Network } from '../network.ts';

type Activation = Network['activation'];

const OF_ACTIVATION = { sigmoid: 'sigmoid', softmax: 'softmax', none: 'logit' } as const;

/** The score space asked for; `auto` is that of the network's activation. */
export function scoreSpaceOf(asked: ScoreSpace | 'auto', activation: Activation): ScoreSpace {
  return asked === 'auto' ? OF_ACTIVATION[activation] : asked;
}

/** One class's score, from the logits of all. */
export function scoreOf(
  logits: Float32Array,
  target: number,
  space: ScoreSpace,
  activation: Activation,
): number {
  if (space === 'logit') return logits[target];
  if (space === 'sigmoid') return sigmoid(logits[target]);
  if (space === 'softmax') return softmax(logits, target);
  const outputs = Float64Array.from(logits, (_, c) =>
    scoreOf(logits, c, OF_ACTIVATION[activation], activation),
  );
  return softmax(outputs, target);
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function softmax(values: Float32Array | Float64Array, target: number): number {
  let top = -Infinity;
  for (const value of values) top = Math.max(top, value);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - top);
  return Math.exp(values[target] - top) / sum;
}
