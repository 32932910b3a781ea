import type { Value } from '../../edit/emitter.ts';
import type { RuleContext } from '../rule.ts';

/** How a convolution or pool walks over its input, with every default and automatic pad filled in. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Begins, then ends, per spatial axis. */
  readonly pads: readonly number[];
  /** Spatial size of the input and of the output, as probed. */
  readonly size: readonly number[];
  readonly outputSize: readonly number[];
}

export function windowOf(at: RuleContext, kernel: readonly number[]): Window {
  const ones = kernel.map(() => 1);
  const strides = at.numbers('strides') ?? ones;
  const dilations = at.numbers('dilations') ?? ones;
  const size = at.shape(at.x).dims.slice(2);
  const outputSize = at.shape(at.y).dims.slice(2);
  const reach = (i: number) => (outputSize[i] - 1) * strides[i] + dilations[i] * (kernel[i] - 1) + 1;
  return { kernel, strides, dilations, pads: padsOf(at, kernel, size, reach), size, outputSize };
}

/** Rows and columns from the first that a window covers to the last, pads included. */
export function reachOf({ kernel, strides, dilations, outputSize }: Window): number[] {
  return kernel.map((k, i) => (outputSize[i] - 1) * strides[i] + dilations[i] * (k - 1) + 1);
}

/**
 * The sum over all windows of what each gives back to the input: a transposed convolution, cropped and extended to
 * the input's size, also where windows reach past the end (ceil_mode) or stop short of it.
 * @param weights [C,M/group,…kernel], as ConvTranspose takes them.
 */
export function gatherWindows(
  at: RuleContext,
  g: Value,
  weights: Value,
  window: Window,
  group: number,
): Value {
  const { kernel, strides, dilations, pads, size } = window;
  const past = reachOf(window).map((reach, i) => reach - pads[i] - size[i]);
  return at.emit.node('ConvTranspose', [g, weights], {
    kernel_shape: kernel,
    strides,
    dilations,
    pads: [...pads.slice(0, kernel.length), ...past.map((over) => Math.max(0, over))],
    output_padding: past.map((over) => Math.max(0, -over)),
    group,
  });
}

function padsOf(
  at: RuleContext,
  kernel: readonly number[],
  size: readonly number[],
  reach: (i: number) => number,
): readonly number[] {
  const none = [...kernel, ...kernel].map(() => 0);
  const auto = at.node.attribute('auto_pad') ?? 'NOTSET';
  if (auto === 'NOTSET') return at.numbers('pads') ?? none;
  if (auto === 'VALID') return none;
  const total = kernel.map((_, i) => Math.max(0, reach(i) - size[i]));
  const less = total.map((pad) => Math.floor(pad / 2));
  const more = total.map((pad, i) => pad - less[i]);
  return auto === 'SAME_UPPER' ? [...less, ...more] : [...more, ...less];
}
