import type { Value } from '../../edit/emitter.ts';
import type { Rule, RuleContext, RuleSet } from '../rule.ts';

/** Geometry of a convolution, with every default and automatic pad filled in. */
interface Convolution {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Begins, then ends, per spatial axis. */
  readonly pads: readonly number[];
  readonly group: number;
}

/**
 * The gradient of a convolution to its input. With stride 1 it is a convolution with the kernel turned round, which
 * runs as fast as the forward pass; otherwise a transposed convolution with the very same weights.
 */
const conv: Rule = (at) => {
  if (at.wants(1)) throw at.unsupported('its weights depend on the image');
  const geometry = geometryOf(at);
  const turnedPads = geometry.pads.map((pad, i) => {
    const axis = i % geometry.kernel.length;
    return geometry.dilations[axis] * (geometry.kernel[axis] - 1) - pad;
  });
  const dense = geometry.strides.every((stride) => stride === 1);
  // Before operator set 10 Slice cannot walk backwards.
  const turns = dense && turnedPads.every((pad) => pad >= 0) && at.emit.opset >= 10;
  return [turns ? turnedConvolution(at, geometry, turnedPads) : transposedConvolution(at, geometry)];
};

export const convolutionRules: RuleSet = { Conv: conv };

function turnedConvolution(at: RuleContext, { kernel, dilations, group }: Convolution, pads: readonly number[]): Value {
  const weights = turnedWeights(at, kernel, group);
  return at.emit.node('Conv', [at.g, weights], { kernel_shape: kernel, dilations, pads, group });
}

/** Weights [M,C/g,…] as [C,M/g,…], each kernel turned round. Computed from constants alone, once, when a session opens. */
function turnedWeights(at: RuleContext, kernel: readonly number[], group: number): Value {
  const { emit } = at;
  const [m, cPerGroup] = at.shape(at.input(1)).dims;
  const spatial = kernel.map((_, i) => i);
  let weights = at.input(1);
  if (group === 1) weights = emit.transpose(weights, [1, 0, ...spatial.map((i) => i + 2)]);
  else {
    const grouped = emit.reshape(weights, [group, m / group, cPerGroup, ...kernel]);
    const exchanged = emit.transpose(grouped, [0, 2, 1, ...spatial.map((i) => i + 3)]);
    weights = emit.reshape(exchanged, [group * cPerGroup, m / group, ...kernel]);
  }
  if (kernel.every((size) => size === 1)) return weights;
  const each = (value: number) => emit.integers(spatial.map(() => value));
  const axes = emit.integers(spatial.map((i) => i + 2));
  return emit.node('Slice', [weights, each(-1), each(Number.MIN_SAFE_INTEGER), axes, each(-1)]);
}

function transposedConvolution(at: RuleContext, geometry: Convolution): Value {
  const { kernel, strides, dilations, pads, group } = geometry;
  const size = at.shape(at.x).dims.slice(2);
  const outputSize = at.shape(at.y).dims.slice(2);
  // Rows and columns at the far end that no window reached.
  const output_padding = size.map((full, i) => {
    const reached = (outputSize[i] - 1) * strides[i] - pads[i] - pads[i + kernel.length] + dilations[i] * (kernel[i] - 1) + 1;
    return full - reached;
  });
  return at.emit.node('ConvTranspose', [at.g, at.input(1)], {
    kernel_shape: kernel,
    strides,
    dilations,
    pads,
    output_padding,
    group,
  });
}

function geometryOf(at: RuleContext): Convolution {
  const kernel = at.shape(at.input(1)).dims.slice(2);
  const ones = kernel.map(() => 1);
  const strides = at.numbers('strides') ?? ones;
  const dilations = at.numbers('dilations') ?? ones;
  return { kernel, strides, dilations, pads: padsOf(at, kernel, strides, dilations), group: at.number('group', 1) };
}

/** Explicit pads; automatic ones are worked out from the sizes seen by the probe. */
export function padsOf(
  at: RuleContext,
  kernel: readonly number[],
  strides: readonly number[],
  dilations: readonly number[],
): readonly number[] {
  const auto = at.node.attribute('auto_pad') ?? 'NOTSET';
  if (auto === 'NOTSET') return at.numbers('pads') ?? [...kernel, ...kernel].map(() => 0);
  if (auto === 'VALID') return [...kernel, ...kernel].map(() => 0);
  const size = at.shape(at.x).dims.slice(2);
  const outputSize = at.shape(at.y).dims.slice(2);
  const total = kernel.map((k, i) => Math.max(0, (outputSize[i] - 1) * strides[i] + dilations[i] * (k - 1) + 1 - size[i]));
  const less = total.map((pad) => Math.floor(pad / 2));
  const more = total.map((pad, i) => pad - less[i]);
  return auto === 'SAME_UPPER' ? [...less, ...more] : [...more, ...less];
}
