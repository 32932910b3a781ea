import { convolve } from '../../edit/convolve.ts';
import type { Emitter, Value } from '../../edit/emitter.ts';
import type { RuleContext } from '../rule.ts';
import { crop, type Window } from './window.ts';

// With a stride s, all that windows give back to places p, p + s, p + 2s, … of an axis comes by the same taps of the kernel. Each of
// these s phases is a convolution without a stride, as fast as the forward pass, where ONNX Runtime's ConvTranspose of a CPU
// multiplies matrices and then adds up columns.

/** One in `stride` places of an axis. */
interface Phase {
  /** Places in the kernel, in the order of the windows that reach it by them. */
  readonly taps: readonly number[];
  /** How many windows before and after the one of the same number do. */
  readonly before: number;
  readonly after: number;
}

/** Of the rows and of the columns. */
type Phases = readonly [Phase, Phase];

/** ONNX Runtime computes channels by so many. */
const BLOCK = 16;

/**
 * The transpose of a Conv with strides: a convolution for each phase, or one for all with zeros in its kernels where that is less
 * work, as it is of few channels.
 * @param weights [M,C,…kernel]
 * @returns undefined where it is not that simple.
 */
export function convolvedByPhases(
  at: RuleContext,
  g: Value,
  weights: Value,
  window: Window,
): Value | undefined {
  const { emit } = at;
  const { kernel, strides, dilations, size } = window;
  const [stride] = strides;
  if (kernel.length !== 2 || strides[1] !== stride || dilations.some((step) => step !== 1)) return undefined;
  const [rows, columns] = kernel.map((_, axis) => phasesOf(window, axis));
  // In the order of DepthToSpace.
  const all = rows.flatMap((row) => columns.map((column): Phases => [row, column]));
  const reached = all.filter(isReached);
  const [outputs, channels] = at.shape(at.input(1)).dims;
  const hull: Phases = [hullOf(rows), hullOf(columns)];
  const apart = reached.reduce((sum, phases) => sum + costOf(phases, channels), 0);
  const isOne = reached.length === all.length && costOf(hull, channels * all.length) <= apart;
  const parts = isOne ? [hull] : reached;
  const pads = parts.map((phases) => padsOf(window, phases));
  // Zeros are put behind what is reached.
  if (pads.flat().some((pad) => pad < 0) || !all.slice(0, reached.length).every(isReached)) return undefined;

  const turned = emit.transpose(weights, [1, 0, 2, 3]);
  const kernels = reached.map((phases) => kernelOf(emit, turned, phases, isOne ? hull : phases));
  const made = (isOne ? [emit.concat(kernels, 0)] : kernels).map((part, i) => {
    const shape = {
      channels: outputs,
      outputs: isOne ? channels * all.length : channels,
      kernel: parts[i].map(({ taps }) => taps.length),
      group: 1,
    };
    return convolve(emit, [g, part], shape, { pads: pads[i] });
  });
  const missing = (all.length - reached.length) * channels;
  const aside = emit.pad(emit.concat(made, 1), [0, 0, 0, 0, 0, missing, 0, 0]);
  const interleaved = emit.node('DepthToSpace', [aside], { blocksize: stride });
  return crop(
    at,
    interleaved,
    size.map((length) => ({ from: 0, size: length, length: Math.ceil(length / stride) * stride })),
  );
}

function phasesOf({ kernel, strides, pads }: Window, axis: number): Phase[] {
  const [stride, pad] = [strides[axis], pads[axis]];
  return Array.from({ length: stride }, (_, place) => {
    const after = Math.floor((place + pad) / stride);
    const taps: number[] = [];
    for (let tap = (place + pad) % stride; tap < kernel[axis]; tap += stride) taps.unshift(tap);
    return { taps, before: taps.length - 1 - after, after };
  });
}

function isReached(phases: Phases): boolean {
  return phases.every(({ taps }) => taps.length > 0);
}

/** What reads all that any of some phases does. */
function hullOf(phases: readonly Phase[]): Phase {
  const before = Math.max(...phases.map((phase) => phase.before));
  const after = Math.max(...phases.map((phase) => phase.after));
  return { taps: Array.from({ length: before + 1 + after }, (_, i) => i), before, after };
}

/** What a convolution costs, but for what it costs with any kernel. */
function costOf([row, column]: Phases, channels: number): number {
  return row.taps.length * column.taps.length * Math.ceil(channels / BLOCK);
}

/** Begins, then ends. */
function padsOf({ size, strides, outputSize }: Window, phases: Phases): number[] {
  const missing = size.map((length, i) => Math.ceil(length / strides[i]) - outputSize[i]);
  return [...phases.map(({ before }) => before), ...phases.map(({ after }, i) => missing[i] + after)];
}

/** Of weights [C,M,…kernel] those of the taps, with zeros for what else `within` reads. Computed from constants alone. */
function kernelOf(emit: Emitter, weights: Value, phases: Phases, within: Phases): Value {
  const own = phases.reduce(
    (part, { taps }, i) => emit.node('Gather', [part, emit.integers(taps)], { axis: i + 2 }),
    weights,
  );
  const zeros = (side: 'before' | 'after') => phases.map((phase, i) => within[i][side] - phase[side]);
  return emit.pad(own, [0, 0, ...zeros('before'), 0, 0, ...zeros('after')]);
}
