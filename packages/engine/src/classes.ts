import { CamscopeError, unknownName } from '@camscope/core';
import type { Network } from './network.ts';

/** The class with the highest logit; the first of equals. */
export function topClass(logits: Float32Array): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
  return best;
}

/**
 * A class by its label or, where no label is called so, by its index.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function classOf(network: Network, asked: string): number {
  const { labels } = network;
  const exact = labels.indexOf(asked);
  if (exact >= 0) return exact;
  if (/^\d+$/.test(asked)) {
    const index = Number(asked);
    checkClass(network, index);
    return index;
  }
  const loose = labels.findIndex((label) => sameWord(label, asked));
  if (loose >= 0) return loose;
  throw unknownName(
    'class',
    asked,
    labels,
    labels[0] === '0' ? 'Give labels in a model card, or an index' : undefined,
  );
}

/** @throws CamscopeError CONFIG_INVALID unless it is the index of a class. */
export function checkClass({ name, head }: Network, index: number): void {
  if (Number.isInteger(index) && index >= 0 && index < head.classes) return;
  throw new CamscopeError('CONFIG_INVALID', `There is no class ${index}`, {
    found: `'${name}' has ${head.classes} classes, 0 to ${head.classes - 1}`,
  });
}

/**
 * Probabilities of the logits, as the network's activation has it; the logits themselves when it has none.
 * @param logits float32 [classes]
 */
export function probabilitiesOf(network: Network, logits: Float32Array): Float32Array {
  if (network.activation === 'none') return logits;
  if (network.activation === 'sigmoid') return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  const top = logits[topClass(logits)];
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return Float32Array.from(powers, (power) => power / sum);
}

/** Labels differ in case, spaces and underscores from one file to the next. */
function sameWord(a: string, b: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '');
  return plain(a) === plain(b);
}
