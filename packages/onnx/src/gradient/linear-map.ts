import { floatTensor } from '@camscope/core';
import { convolve } from '../edit/convolve.ts';
import type { Value } from '../edit/emitter.ts';
import { followedBy, vectorOf, type Affine } from './affine.ts';
import { channelAxis } from './facts/linear-layers.ts';
import type { RuleContext } from './rule.ts';
import { convTransposed, convTransposeTransposed } from './rules/convolution.ts';
import { symmetric, windowOf } from './rules/window.ts';

/** A linear layer, x ↦ W·x + b, with all that is merged into it; to be applied with other weights, too. */
export interface LinearMap {
  /** Shaped as the layer has them. */
  readonly weights: Value;
  /** Shaped to be added to the output; zeros where there is none. */
  readonly bias: Value;
  /** Axis of the weights along which they meet the channels of x; absent in groups, where channels lie in turn. */
  readonly inputAxis?: number;
  /** What it makes of the image: W·x + b. */
  readonly output: Value;
  /** @param copies how many of x and of its weights stand side by side along `inputAxis`; 1 by default. */
  apply(x: Value, weights: Value, copies?: number): Value;
  /** From something shaped like the output to something shaped like x. */
  applyTransposed(g: Value, weights: Value): Value;
}

/** The layer of a node whose kind is `convolution` or `dense`. */
export function linearMapOf(at: RuleContext): LinearMap {
  const { merged, output } = at.facts.layer!;
  const spelling = spellings[at.node.op];
  const own: Affine = { shift: at.has(2) ? spelling.bias(at) : undefined };
  const { scale, shift } = merged.reduce((affine, node) => followedBy(at, affine, node), own);
  return {
    weights: spelling.scaled(at, scale),
    get bias() {
      return spelling.perChannel(at, shift ?? zeros(at));
    },
    inputAxis: at.node.op === 'Conv' && at.number('group', 1) === 1 ? 1 : undefined,
    output,
    apply: (x, weights, copies) => spelling.apply(at, x, weights, copies),
    applyTransposed: (g, weights) => spelling.applyTransposed(at, g, weights),
  };
}

/** How an operator spells a linear layer. */
interface Spelling {
  /** A vector of its own bias. */
  bias(at: RuleContext): Value;
  /** Its weights, times a vector of the output's channels. */
  scaled(at: RuleContext, scale?: Value): Value;
  perChannel(at: RuleContext, vector: Value): Value;
  apply(at: RuleContext, x: Value, weights: Value, copies?: number): Value;
  applyTransposed(at: RuleContext, g: Value, weights: Value): Value;
}

const ownBias = (at: RuleContext): Value => at.input(2);
const lastAxis = (_at: RuleContext, vector: Value): Value => vector;
const channelsFirst = (at: RuleContext, vector: Value): Value =>
  at.emit.reshape(vector, [-1, ...spatialAxes(at).map(() => 1)]);

const spellings: Readonly<Record<string, Spelling>> = {
  Conv: {
    bias: ownBias,
    scaled: (at, scale) =>
      times(at, at.input(1), scale && at.emit.reshape(scale, [-1, 1, ...spatialAxes(at).map(() => 1)])),
    perChannel: channelsFirst,
    apply: convolved,
    applyTransposed: convTransposed,
  },
  ConvTranspose: {
    bias: ownBias,
    // Nothing is merged into it.
    scaled: (at) => at.input(1),
    perChannel: channelsFirst,
    apply: spread,
    applyTransposed: convTransposeTransposed,
  },
  MatMul: {
    bias: ownBias,
    scaled: (at, scale) => times(at, at.input(1), scale),
    perChannel: lastAxis,
    apply: (at, x, weights) => at.emit.matMul(x, weights),
    applyTransposed: (at, g, weights) => at.emit.matMul(g, at.emit.transpose(weights, [1, 0])),
  },
  Gemm: {
    bias: (at) => byNumber(at, vectorOf(at, at.input(2)), at.number('beta', 1)),
    scaled(at, scale) {
      const weights = byNumber(at, at.input(1), at.number('alpha', 1));
      return times(at, weights, scale && isTurned(at) ? at.emit.reshape(scale, [-1, 1]) : scale);
    },
    perChannel: lastAxis,
    apply: (at, x, weights) => at.emit.matMul(x, isTurned(at) ? at.emit.transpose(weights, [1, 0]) : weights),
    applyTransposed: (at, g, weights) =>
      at.emit.matMul(g, isTurned(at) ? weights : at.emit.transpose(weights, [1, 0])),
  },
};

/** A number per channel of the output. */
function zeros(at: RuleContext): Value {
  const { dims } = at.shape(at.y);
  const channels = dims[channelAxis(at.node, dims.length)];
  return at.emit.constant(floatTensor(new Float32Array(channels), [channels]));
}

function times(at: RuleContext, weights: Value, scale: Value | undefined): Value {
  return scale === undefined ? weights : at.emit.mul(weights, scale);
}

function byNumber(at: RuleContext, value: Value, by: number): Value {
  return by === 1 ? value : at.emit.mul(value, at.emit.scalar(by));
}

function isTurned(at: RuleContext): boolean {
  return at.number('transB', 0) !== 0;
}

function spatialAxes(at: RuleContext): number[] {
  return Array.from({ length: at.rank(at.x) - 2 }, (_, i) => i + 2);
}

/** Pads that differ before and after are made by a Pad, for cuDNN knows no others. */
function convolved(at: RuleContext, x: Value, weights: Value, copies = 1): Value {
  const [outputs, own, ...size] = at.shape(at.input(1)).dims;
  const { kernel, strides, dilations, pads } = windowOf(at, size);
  const [before, after] = [pads.slice(0, kernel.length), pads.slice(kernel.length)];
  const isEven = before.every((pad, i) => pad === after[i]);
  const padded = isEven ? x : at.emit.pad(x, [0, 0, ...before, 0, 0, ...after]);
  const shape = { channels: own * copies, outputs, kernel, group: at.number('group', 1) };
  return convolve(at.emit, [padded, weights], shape, {
    strides,
    dilations,
    ...(isEven ? { pads: symmetric(before) } : { auto_pad: 'VALID' }),
  });
}

function spread(at: RuleContext, x: Value, weights: Value): Value {
  const kernel = at.shape(at.input(1)).dims.slice(2);
  const given = ['strides', 'dilations', 'pads', 'output_padding'].flatMap((name) => {
    const values = at.numbers(name);
    return values ? [[name, values] as const] : [];
  });
  return at.emit.node('ConvTranspose', [x, weights], {
    kernel_shape: kernel,
    ...Object.fromEntries(given),
    group: at.number('group', 1),
  });
}
