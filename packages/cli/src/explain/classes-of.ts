import { CamscopeError } from '@camscope/core';
import { classOf, type Network } from '@camscope/engine';

/** Each says all by itself. */
const ALONE = ['top1', 'all'];

/**
 * The classes that `--target` asks for, each once, in the order of the command line.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function classesOf(network: Network, asked: readonly string[]): readonly number[] | 'top1' {
  const alone = ALONE.find((word) => asked.includes(word));
  if (alone !== undefined && asked.some((word) => word !== alone)) {
    throw new CamscopeError('CONFIG_INVALID', `The target ${alone} stands alone`, {
      asked: asked.map((word) => `--target ${word}`).join(' '),
      fix: `Give --target ${alone}, or classes`,
    });
  }
  if (alone === 'top1') return alone;
  if (alone === 'all') return network.labels.map((_, index) => index);
  return [...new Set(asked.map((word) => classOf(network, word)))];
}
