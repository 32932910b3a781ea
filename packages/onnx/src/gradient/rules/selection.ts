import type { Value } from '../../edit/emitter.ts';
import { isStrided } from '../../graph/strided.ts';
import type { Row } from '../../numeric/interpolation.ts';
import type { Rule, RuleTable } from '../rule.ts';
import { transposeAlong } from './along-axis.ts';

const concat: Rule = (at) => {
  const rank = at.rank(at.y);
  const axis = fromFront(at.number('axis', 1), rank);
  let start = 0;
  return at.node.inputs.map((input, i) => {
    const end = start + at.shape(input).dims[axis];
    const part = at.wants(i) ? at.emit.slice(at.g, [axis], [start], [end]) : undefined;
    start = end;
    return part;
  });
};

const split: Rule = (at) => {
  const rank = at.rank(at.x);
  const axis = fromFront(at.number('axis', 0), rank);
  if (at.gradients.every((gradient) => gradient !== undefined))
    return [at.emit.concat(at.gradients as Value[], axis)];
  const whole = at.shape(at.x).dims[axis];
  let start = 0;
  let sum: Value | undefined;
  for (const [i, output] of at.node.outputs.entries()) {
    const length = at.shape(output).dims[axis];
    const gradient = at.gradients[i];
    if (gradient !== undefined) {
      const placed = at.emit.pad(gradient, padsOn(rank, axis, start, whole - start - length));
      sum = sum === undefined ? placed : at.emit.add(sum, placed);
    }
    start += length;
  }
  return [sum];
};

const slice: Rule = (at) => {
  const { dims } = at.shape(at.x);
  const read = (i: number, name: string) =>
    at.numbers(name) ?? (at.has(i) ? at.graph.integers(at.input(i)) : undefined);
  const [starts, ends] = [read(1, 'starts'), read(2, 'ends')];
  if (!starts || !ends || (at.has(4) && !read(4, 'steps')))
    throw at.unsupported('its bounds are computed while it runs');
  const axes = at.axes(3, dims.length) ?? starts.map((_, i) => i);
  const steps = read(4, 'steps') ?? axes.map(() => 1);
  return [
    axes.reduce((g, axis, i) => {
      const [first, count] = rangeOf(starts[i], ends[i], steps[i], dims[axis]);
      if (steps[i] === 1) return at.emit.pad(g, padsOn(dims.length, axis, first, dims[axis] - first - count));
      const rows = Array.from({ length: count }, (_, k): Row => [[first + k * steps[i], 1]]);
      return transposeAlong(at, g, axis, rows, dims[axis]);
    }, at.g),
  ];
};

const gather: Rule = (at) => {
  if (isStrided(at.graph, at.node)) return [at.reshapeLike(at.g, at.x)];
  const { dims } = at.shape(at.x);
  const axis = fromFront(at.number('axis', 0), dims.length);
  const indices = at.graph.constant(at.input(1));
  if (!indices) throw at.unsupported('its indices are computed while it runs');
  const picked = Array.from(indices.data as Iterable<number | bigint>, (index) =>
    fromFront(Number(index), dims[axis]),
  );
  // Indices of any rank lie where the axis was: lay them out along it.
  const g = at.emit.reshape(
    at.g,
    dims.map((dim, i) => (i === axis ? picked.length : at.shape(at.x).batch[i] ? -1 : dim)),
  );
  return [
    transposeAlong(
      at,
      g,
      axis,
      picked.map((index): Row => [[index, 1]]),
      dims[axis],
    ),
  ];
};

const pad: Rule = (at) => {
  const { dims } = at.shape(at.x);
  const given = at.numbers('pads') ?? (at.has(1) ? at.graph.integers(at.input(1)) : undefined);
  if (!given) throw at.unsupported('its pads are computed while it runs');
  const axes = at.axes(3, dims.length) ?? dims.map((_, axis) => axis);
  const mode = String(at.node.attribute('mode') ?? 'constant');
  return [
    axes.reduce((g, axis, i) => {
      const [before, after] = [given[i], given[i + axes.length]];
      if (before === 0 && after === 0) return g;
      if (mode === 'constant' && before >= 0 && after >= 0)
        return at.emit.slice(g, [axis], [before], [before + dims[axis]]);
      const length = dims[axis] + before + after;
      const rows = Array.from({ length }, (_, k): Row => source(k - before, dims[axis], mode));
      return transposeAlong(at, g, axis, rows, dims[axis]);
    }, at.g),
  ];
};

export const selectionRules: RuleTable = {
  Concat: concat,
  Split: split,
  Slice: slice,
  Gather: gather,
  Pad: pad,
};

/** What fills place `k` of an axis of `size` elements; nothing where a constant does. */
function source(k: number, size: number, mode: string): Row {
  if (k >= 0 && k < size) return [[k, 1]];
  if (mode === 'edge') return [[Math.min(Math.max(k, 0), size - 1), 1]];
  if (mode === 'wrap') return [[((k % size) + size) % size, 1]];
  if (mode !== 'reflect') return [];
  const period = Math.max(1, 2 * (size - 1));
  const place = ((k % period) + period) % period;
  return [[place < size ? place : period - place, 1]];
}

/** First element and number of elements of start:end:step, with ONNX's clamping. */
function rangeOf(start: number, end: number, step: number, size: number): [number, number] {
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const clamp = (place: number) => Math.min(Math.max(place < 0 ? place + size : place, low), high);
  const first = clamp(start);
  return [first, Math.max(0, Math.ceil((clamp(end) - first) / step))];
}

function padsOn(rank: number, axis: number, before: number, after: number): number[] {
  const pads = new Array<number>(2 * rank).fill(0);
  pads[axis] = before;
  pads[axis + rank] = after;
  return pads;
}

function fromFront(index: number, size: number): number {
  return index < 0 ? index + size : index;
}
