import { checkClass } from './classes.ts';
import type { Network } from './network.ts';
import type { ExplainItem } from './prepared-explainer.ts';

/** @throws CamscopeError CONFIG_INVALID for a class that there is not. */
export function checkItems(network: Network, items: readonly ExplainItem[]): void {
  for (const { classes } of items) {
    if (classes !== 'top1') for (const index of classes) checkClass(network, index);
  }
}
