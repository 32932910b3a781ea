import { CamscopeError, type Raster } from '@camscope/core';
import { checkClass } from './classes.ts';
import { isFitted } from './image-tensor.ts';
import type { Network } from './network.ts';
import type { ExplainItem } from './prepared-explainer.ts';

/** @throws CamscopeError CONFIG_INVALID for a class that there is not, and a raster that does not fit. */
export function checkItems(network: Network, items: readonly ExplainItem[]): void {
  for (const { image, classes } of items) {
    if (isFitted(image)) checkFitted(network, image);
    if (classes !== 'top1') for (const index of classes) checkClass(network, index);
  }
}

function checkFitted({ preprocessing: { size, channels } }: Network, raster: Raster): void {
  const [height, width] = size;
  if (raster.width === width && raster.height === height && raster.channels <= channels) return;
  throw new CamscopeError('CONFIG_INVALID', 'The image has not been fitted to the network', {
    asked: `${raster.width}×${raster.height}, channels: ${raster.channels}`,
    found: `The network takes ${width}×${height}, channels: ${channels}`,
    fix: 'Give what `fit` makes of it',
  });
}
