import { convolve } from '../../edit/convolve.ts';
import type { Value } from '../../edit/emitter.ts';
import type { Rule, RuleContext, RuleTable } from '../rule.ts';
import { convolvedByPhases } from './phases.ts';
import { crop, gatherWindows, symmetric, windowOf, type Window } from './window.ts';

const conv: Rule = (at) => {
  if (at.wants(1)) throw at.unsupported('its weights depend on the image');
  return [convTransposed(at, at.g, at.input(1))];
};

/** The gradient of a transposed convolution is a convolution with the same weights. */
const convTranspose: Rule = (at) => {
  if (at.wants(1)) throw at.unsupported('its weights depend on the image');
  return [convTransposeTransposed(at, at.g, at.input(1))];
};

export const convolutionRules: RuleTable = { Conv: conv, ConvTranspose: convTranspose };

/**
 * The transpose of a Conv. With stride 1 it is a convolution with the kernel turned round, which runs as fast as the
 * forward pass; otherwise convolutions by phases or a transposed one with the very same weights.
 * @param weights shaped like its own.
 */
export function convTransposed(at: RuleContext, g: Value, weights: Value): Value {
  const window = windowOf(at, at.shape(at.input(1)).dims.slice(2));
  const group = at.number('group', 1);
  const turnedPads = window.pads.map((pad, i) => {
    const axis = i % window.kernel.length;
    return window.dilations[axis] * (window.kernel[axis] - 1) - pad;
  });
  const turns = window.strides.every((stride) => stride === 1) && turnedPads.every((pad) => pad >= 0);
  if (turns) return turnedConvolution(at, g, weights, window, turnedPads, group);
  const byPhases =
    at.emit.dialect.phases && group === 1 ? convolvedByPhases(at, g, weights, window) : undefined;
  return byPhases ?? gatherWindows(at, g, weights, window, group);
}

/**
 * The transpose of a ConvTranspose.
 * @param weights shaped like its own.
 */
export function convTransposeTransposed(at: RuleContext, g: Value, weights: Value): Value {
  const kernel = at.shape(at.input(1)).dims.slice(2);
  if ((at.node.attribute('auto_pad') ?? 'NOTSET') !== 'NOTSET' || at.numbers('output_shape')) {
    throw at.unsupported('its pads follow from output_shape or auto_pad');
  }
  const ones = kernel.map(() => 1);
  const pads = at.numbers('pads') ?? [...kernel, ...kernel].map(() => 0);
  const extra = at.numbers('output_padding') ?? kernel.map(() => 0);
  const strides = at.numbers('strides') ?? ones;
  const before = pads.slice(0, kernel.length);
  // How much more the forward pass cut off at the end than at the beginning, less what it added there.
  const missing = before.map((pad, i) => pads[i + kernel.length] - (extra[i] ?? 0) - pad);
  const padded = missing.some((rows) => rows > 0);
  const after = before.map((pad, i) => pad + Math.max(0, missing[i]));
  const widened = padded ? at.emit.pad(g, [0, 0, ...before, 0, 0, ...after]) : g;
  const [outputs, channels] = at.shape(at.input(1)).dims;
  const shape = { channels, outputs, kernel, group: at.number('group', 1) };
  const gathered = convolve(at.emit, [widened, weights], shape, {
    strides,
    dilations: at.numbers('dilations') ?? ones,
    // ONNX Runtime makes a Pad part of the Conv behind it, and so its pads uneven, unless they are automatic.
    ...(padded ? { auto_pad: 'VALID' } : { pads: symmetric(before) }),
  });
  const stretches = at
    .shape(at.x)
    .dims.slice(2)
    .map((size, i) => ({
      from: 0,
      size,
      length: size + Math.floor(Math.max(0, -missing[i]) / strides[i]),
    }));
  return crop(at, gathered, stretches);
}

/** Pads are symmetric, the larger of each two; what the smaller one would not have made is cut off. */
function turnedConvolution(
  at: RuleContext,
  g: Value,
  weights: Value,
  window: Window,
  pads: readonly number[],
  group: number,
): Value {
  const { kernel, dilations, size } = window;
  const turnedRound = turnedWeights(at, weights, kernel, group);
  const both = kernel.map((_, i) => Math.max(pads[i], pads[i + kernel.length]));
  const [channels, outputs] = at.shape(at.input(1)).dims;
  const shape = { channels, outputs, kernel, group };
  const turned = convolve(at.emit, [g, turnedRound], shape, { dilations, pads: symmetric(both) });
  return crop(
    at,
    turned,
    both.map((pad, i) => {
      const from = pad - pads[i];
      return { from, size: size[i], length: size[i] + from + pad - pads[i + kernel.length] };
    }),
  );
}

/** Weights [M,C/g,…] as [C,M/g,…], each kernel turned round. Computed from constants alone, once, when a session opens. */
function turnedWeights(at: RuleContext, given: Value, kernel: readonly number[], group: number): Value {
  const { emit } = at;
  const [m, cPerGroup] = at.shape(at.input(1)).dims;
  const spatial = kernel.map((_, i) => i);
  let weights = given;
  if (group === 1) weights = emit.transpose(weights, [1, 0, ...spatial.map((i) => i + 2)]);
  else {
    const grouped = emit.reshape(weights, [group, m / group, cPerGroup, ...kernel]);
    const exchanged = emit.transpose(grouped, [0, 2, 1, ...spatial.map((i) => i + 3)]);
    weights = emit.reshape(exchanged, [group * cPerGroup, m / group, ...kernel]);
  }
  // Not by Slice, which cannot walk backwards before operator set 10.
  kernel.forEach((size, i) => {
    if (size === 1) return;
    const backwards = emit.integers(Array.from({ length: size }, (_, place) => size - 1 - place));
    weights = emit.node('Gather', [weights, backwards], { axis: i + 2 });
  });
  return weights;
}
