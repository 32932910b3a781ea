import type { Rule, RuleContext, RuleSet } from '../rule.ts';
import { transposeAlong, type Row } from './along-axis.ts';

/** Resize and Upsample mix each axis by fixed weights; see the ONNX specification of Resize for the formulas. */
const resize: Rule = (at) => {
  const { dims } = at.shape(at.x);
  const output = at.shape(at.y).dims;
  if (at.number('antialias', 0) === 1) throw at.unsupported('it antialiases');
  return [
    dims.reduce((g, size, axis) => {
      const length = output[axis];
      if (size === length) return g;
      const scale = scaleOf(at, axis, length / size);
      const rows = Array.from({ length }, (_, k) => rowOf(at, k, size, length, scale));
      return transposeAlong(at, g, axis, rows, size);
    }, at.g),
  ];
};

export const resizeRules: RuleSet = { Resize: resize, Upsample: resize };

/** The scale as given, which need not be the ratio of the sizes. */
function scaleOf(at: RuleContext, axis: number, ratio: number): number {
  const upsample = at.node.op === 'Upsample' || at.emit.opset < 11;
  const attribute = at.node.attribute('scales') as readonly number[] | undefined;
  const i = upsample ? 1 : 2;
  const scales = attribute ?? (at.has(i) ? (at.graph.constant(at.input(i))?.data as Float32Array | undefined) : undefined);
  return scales && scales.length === at.rank(at.x) ? scales[axis] : ratio;
}

function rowOf(at: RuleContext, k: number, size: number, length: number, scale: number): Row {
  const mode = String(at.node.attribute('mode') ?? 'nearest');
  const legacy = at.node.op === 'Upsample' || at.emit.opset < 11;
  const transformation = legacy ? 'asymmetric' : String(at.node.attribute('coordinate_transformation_mode') ?? 'half_pixel');
  const x = coordinate(at, transformation, k, size, length, scale);
  const clamp = (place: number) => Math.min(Math.max(place, 0), size - 1);
  if (mode === 'nearest') return [[clamp(nearest(legacy ? 'floor' : String(at.node.attribute('nearest_mode') ?? 'round_prefer_floor'), x)), 1]];
  const floor = Math.floor(x);
  const part = x - floor;
  if (mode === 'linear' || mode === 'bilinear') {
    const inside = Math.min(Math.max(x, 0), size - 1);
    const low = Math.min(Math.floor(inside), size - 1);
    return [
      [low, 1 - (inside - low)],
      [clamp(low + 1), inside - low],
    ];
  }
  if (mode !== 'cubic') throw at.unsupported(`its mode is '${mode}'`);
  const a = at.number('cubic_coeff_a', -0.75);
  const taps = [-1, 0, 1, 2].map((tap) => [floor + tap, cubic(Math.abs(tap - part), a)] as const);
  if (at.number('exclude_outside', 0) === 0) return taps.map(([place, weight]) => [clamp(place), weight]);
  const inside = taps.filter(([place]) => place >= 0 && place < size);
  const total = inside.reduce((sum, [, weight]) => sum + weight, 0);
  return inside.map(([place, weight]) => [place, weight / total]);
}

function coordinate(at: RuleContext, mode: string, k: number, size: number, length: number, scale: number): number {
  switch (mode) {
    case 'half_pixel':
      return (k + 0.5) / scale - 0.5;
    case 'pytorch_half_pixel':
      return length > 1 ? (k + 0.5) / scale - 0.5 : 0;
    case 'half_pixel_symmetric': {
      const centre = size / 2;
      const adjusted = length / (scale * size);
      return centre * (1 - adjusted) + (k + 0.5) / scale - 0.5;
    }
    case 'align_corners':
      return length > 1 ? (k * (size - 1)) / (length - 1) : 0;
    case 'asymmetric':
      return k / scale;
    case 'tf_half_pixel_for_nn':
      return (k + 0.5) / scale;
  }
  throw at.unsupported(`its coordinate_transformation_mode is '${mode}'`);
}

function nearest(mode: string, x: number): number {
  if (mode === 'floor') return Math.floor(x);
  if (mode === 'ceil') return Math.ceil(x);
  if (mode === 'round_prefer_ceil') return Math.floor(x + 0.5);
  return Math.ceil(x - 0.5);
}

/** The cubic convolution kernel at distance d (Keys 1981). */
function cubic(d: number, a: number): number {
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}
