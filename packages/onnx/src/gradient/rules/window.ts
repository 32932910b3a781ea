import type { Value } from '../../edit/emitter.ts';
import { reachOf, windowPads, type Walk } from '../../graph/window-pads.ts';
import type { RuleContext } from '../rule.ts';

/** How a convolution or pool walks over its input, as probed, with every default and automatic pad filled in. */
export interface Window extends Walk {
  /** Begins, then ends, per spatial axis. */
  readonly pads: readonly number[];
}

export function windowOf(at: RuleContext, kernel: readonly number[]): Window {
  const ones = kernel.map(() => 1);
  const walk = {
    kernel,
    strides: at.numbers('strides') ?? ones,
    dilations: at.numbers('dilations') ?? ones,
    size: at.shape(at.x).dims.slice(2),
    outputSize: at.shape(at.y).dims.slice(2),
  };
  return { ...walk, pads: windowPads(at.node, walk) };
}

/**
 * The sum over all windows of what each gives back to the input: a transposed convolution, cropped and extended to
 * the input's size, also where windows reach past the end (ceil_mode) or stop short of it.
 *
 * Its pads are symmetric, for cuDNN knows no others: as large as the pads before the input where what is missing at
 * the end can be had by output_padding, else smaller, and the rest is cut off.
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
  const axes = reachOf(window).map((reach, i) => {
    const begin = pads[i];
    // With output_padding of a stride or more, cuDNN's forward pass would have another output size.
    const most = strides[i] - 1;
    const pad = Math.max(0, Math.min(begin, reach + most - size[i] - begin));
    const extra = Math.min(most, Math.max(0, size[i] + begin + pad - reach));
    return { pad, extra, before: begin - pad, length: reach + extra - 2 * pad };
  });
  const spread = at.emit.node('ConvTranspose', [g, weights], {
    kernel_shape: kernel,
    strides,
    dilations,
    pads: symmetric(axes.map(({ pad }) => pad)),
    output_padding: axes.map(({ extra }) => extra),
    group,
  });
  const cropped = crop(
    at,
    spread,
    axes.map(({ before, length }, i) => ({ from: before, size: Math.min(size[i], length - before), length })),
  );
  return extend(
    at,
    cropped,
    axes.map(({ before, length }, i) => before + size[i] - length),
  );
}

/** The same pads before and after, per spatial axis. */
export function symmetric(pads: readonly number[]): number[] {
  return [...pads, ...pads];
}

/** What is wanted of a spatial axis of some length. */
export interface Stretch {
  readonly from: number;
  readonly size: number;
  readonly length: number;
}

/** x[…, from : from + size] along the spatial axes that are longer than that. */
export function crop(at: RuleContext, x: Value, stretches: readonly Stretch[]): Value {
  const cut = stretches.flatMap((stretch, i) =>
    stretch.size < stretch.length ? [{ ...stretch, axis: i + 2 }] : [],
  );
  if (cut.length === 0) return x;
  return at.emit.slice(
    x,
    cut.map(({ axis }) => axis),
    cut.map(({ from }) => from),
    cut.map(({ from, size }) => from + size),
  );
}

/** Zeros after the end of each spatial axis; none where `rows` is not above 0. */
function extend(at: RuleContext, x: Value, rows: readonly number[]): Value {
  const none = rows.map(() => 0);
  return at.emit.pad(x, [0, 0, ...none, 0, 0, ...rows.map((more) => Math.max(0, more))]);
}
