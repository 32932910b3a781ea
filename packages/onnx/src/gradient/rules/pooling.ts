import { floatTensor } from '@camscope/core';
import type { Value } from '../../edit/emitter.ts';
import type { Rule, RuleContext, RuleTable } from '../rule.ts';
import { reachOf } from '../../graph/window-pads.ts';
import { gatherWindows, windowOf, type Window } from './window.ts';

/** Below every activation, and finite: 0 · ∞ would be NaN. */
const LOWEST = -3e38;
/** Above every activation. */
const NEVER = 3e38;

/** Each window gives its gradient to its maximum; to the first in scan order among equals, as torch does. */
const maxPool: Rule = (at) => {
  const { emit } = at;
  if (at.rank(at.x) !== 4) throw at.unsupported('it pools other than two axes');
  const window = windowOf(at, at.numbers('kernel_shape')!);
  const shares = firstMaxima(at, window).map((mask) => emit.mul(at.g, mask));
  const [height, width] = window.outputSize;
  const columns = emit.concat(
    shares.map((share) => emit.reshape(share, [-1, 1, height, width])),
    1,
  );
  const perMap = gatherWindows(at, columns, oneHotKernels(at, window.kernel), window, 1);
  return [at.reshapeLike(perMap, at.x)];
};

/** The whole map is one window. */
const globalMaxPool: Rule = (at) => {
  const { emit } = at;
  const size = at.shape(at.x).dims.slice(2);
  const fromLast = Float32Array.from({ length: product(size) }, (_, place) => product(size) - place);
  const ranked = emit.mul(emit.equal(at.x, at.y), emit.constant(floatTensor(fromLast, size)));
  const axes = size.map((_, i) => i + 2);
  return [emit.mul(at.g, emit.equal(ranked, emit.reduceMax(ranked, axes)))];
};

const averagePool: Rule = (at) => {
  const { emit } = at;
  const window = windowOf(at, at.numbers('kernel_shape')!);
  const [channels] = at.shape(at.x).dims.slice(1);
  const shares = emit.mul(at.g, inverseCounts(at, window));
  if (tiles(window)) return [spreadTiles(at, shares, window, channels)];
  const ones = emit.constant(
    floatTensor(new Float32Array(product(window.kernel)).fill(1), [1, 1, ...window.kernel]),
  );
  const perMap = gatherWindows(at, emit.reshape(shares, [-1, 1, ...window.outputSize]), ones, window, 1);
  return [at.reshapeLike(perMap, at.x)];
};

export const poolingRules: RuleTable = {
  MaxPool: maxPool,
  GlobalMaxPool: globalMaxPool,
  AveragePool: averagePool,
};

/** For every place in the window a mask [N,C,oh,ow] of the windows whose first maximum is there. */
function firstMaxima(at: RuleContext, window: Window): Value[] {
  const { emit } = at;
  const { kernel, strides, dilations, pads, size, outputSize } = window;
  const reach = reachOf(window);
  const after = reach.map((length, i) => Math.max(0, length - pads[i] - size[i]));
  const padded = emit.pad(at.x, [0, 0, pads[0], pads[1], 0, 0, ...after], LOWEST);
  const masks: Value[] = [];
  // What is still looked for in each window.
  let sought: Value = at.y;
  for (let i = 0; i < kernel[0]; i++) {
    for (let j = 0; j < kernel[1]; j++) {
      const starts = [i * dilations[0], j * dilations[1]];
      const ends = starts.map((start, axis) => start + (outputSize[axis] - 1) * strides[axis] + 1);
      const here = emit.isEqual(emit.slice(padded, [2, 3], starts, ends, [...strides]), sought);
      masks.push(emit.node('Cast', [here], { to: 1 }));
      if (masks.length < kernel[0] * kernel[1]) sought = emit.where(here, emit.scalar(NEVER), sought);
    }
  }
  return masks;
}

/** Kernels [kh·kw,1,kh,kw], the i-th with a single 1 at place i. */
function oneHotKernels(at: RuleContext, kernel: readonly number[]): Value {
  const places = product(kernel);
  const data = new Float32Array(places * places);
  for (let i = 0; i < places; i++) data[i * places + i] = 1;
  return at.emit.constant(floatTensor(data, [places, 1, ...kernel]));
}

/** One over the number of elements that each window averages, [oh,ow]. */
function inverseCounts(
  at: RuleContext,
  { kernel, strides, dilations, pads, size, outputSize }: Window,
): Value {
  const withPads = at.number('count_include_pad', 0) === 1;
  const perAxis = kernel.map((k, axis) => {
    const low = withPads ? -pads[axis] : 0;
    const high = size[axis] + (withPads ? pads[axis + kernel.length] : 0);
    return Array.from({ length: outputSize[axis] }, (_, o) => {
      const places = Array.from(
        { length: k },
        (_, i) => o * strides[axis] - pads[axis] + i * dilations[axis],
      );
      return places.filter((place) => place >= low && place < high).length;
    });
  });
  const counts = perAxis.reduce((outer, counts) => outer.flatMap((a) => counts.map((b) => a * b)), [1]);
  return at.emit.constant(
    floatTensor(
      Float32Array.from(counts, (count) => 1 / count),
      outputSize,
    ),
  );
}

/** Whether the windows cover the input edge to edge, each element once. */
function tiles({ kernel, strides, dilations, pads, size, outputSize }: Window): boolean {
  return kernel.every(
    (k, i) => k === strides[i] && dilations[i] === 1 && pads[i] === 0 && size[i] === k * outputSize[i],
  );
}

/** Repeats each element over its window: faster than a transposed convolution. */
function spreadTiles(at: RuleContext, g: Value, { kernel, outputSize }: Window, channels: number): Value {
  if (at.emit.opset >= 11) return at.emit.repeatEach(g, [1, 1, ...kernel]);
  const apart = at.emit.reshape(g, [-1, channels, ...outputSize.flatMap((size) => [size, 1])]);
  const spread = at.emit.expand(apart, [1, 1, ...kernel.flatMap((k) => [1, k])]);
  return at.reshapeLike(spread, at.x);
}

function product(values: readonly number[]): number {
  return values.reduce((a, b) => a * b, 1);
}
