import type { NodeView } from '@camscope/core';

/** Sizes and steps of a convolution or pool, per spatial axis. */
export interface Walk {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Spatial size of the input and of the output. */
  readonly size: readonly number[];
  readonly outputSize: readonly number[];
}

/** Rows and columns from the first that a window covers to the last, pads included. */
export function reachOf({ kernel, strides, dilations, outputSize }: Walk): number[] {
  return kernel.map((k, i) => (outputSize[i] - 1) * strides[i] + dilations[i] * (k - 1) + 1);
}

/** Pads of a convolution or pool, begins, then ends, with automatic ones filled in. */
export function windowPads(node: NodeView, walk: Walk): readonly number[] {
  const { kernel, size } = walk;
  const none = [...kernel, ...kernel].map(() => 0);
  const auto = node.attribute('auto_pad') ?? 'NOTSET';
  if (auto === 'NOTSET') return (node.attribute('pads') as readonly number[] | undefined) ?? none;
  if (auto === 'VALID') return none;
  const total = reachOf(walk).map((reach, i) => Math.max(0, reach - size[i]));
  const less = total.map((pad) => Math.floor(pad / 2));
  const more = total.map((pad, i) => pad - less[i]);
  return auto === 'SAME_UPPER' ? [...less, ...more] : [...more, ...less];
}
