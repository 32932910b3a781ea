import { classOf, type Network } from '@camscope/engine';

/**
 * The classes that `--target` asks for.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function classesOf(network: Network, asked: string): readonly number[] | 'top1' {
  if (asked === 'top1') return 'top1';
  return asked === 'all' ? network.labels.map((_, index) => index) : [classOf(network, asked)];
}
