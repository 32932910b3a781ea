import { cubicRow, linearRow, type Row } from '../../numeric/interpolation.ts';
import type { Rule, RuleContext, RuleTable } from '../rule.ts';
import { transposeAlong } from './along-axis.ts';

/** Resize and Upsample mix each axis by fixed weights; see the ONNX specification of Resize for the formulas. */
const resize: Rule = (at) => {
  const { dims } = at.shape(at.x);
  const output = at.shape(at.y).dims;
  if (at.number('antialias', 0) === 1) throw at.unsupported('it antialiases');
  // ONNX Runtime copies where no size changes, whatever the scales.
  if (dims.every((size, axis) => size === output[axis])) return [at.g];
  return [
    dims.reduce((g, size, axis) => {
      const length = output[axis];
      const scale = scaleOf(at, axis, length / size);
      if (size === length && scale === 1) return g;
      const rows = Array.from({ length }, (_, k) => rowOf(at, k, size, length, scale));
      return transposeAlong(at, g, axis, rows, size);
    }, at.g),
  ];
};

export const resizeRules: RuleTable = { Resize: resize, Upsample: resize };

/** The scale as given, which need not be the ratio of the sizes. */
function scaleOf(at: RuleContext, axis: number, ratio: number): number {
  const attribute = at.node.attribute('scales') as readonly number[] | undefined;
  const i = isLegacy(at) ? 1 : 2;
  const scales =
    attribute ?? (at.has(i) ? (at.graph.constant(at.input(i))?.data as Float32Array | undefined) : undefined);
  if (!scales || scales.length === 0) return ratio;
  const axes = at.axes(-1, at.rank(at.x));
  return scales[axes ? axes.indexOf(axis) : axis] ?? 1;
}

function rowOf(at: RuleContext, k: number, size: number, length: number, scale: number): Row {
  const legacy = isLegacy(at);
  const text = (attribute: string, otherwise: string) => String(at.node.attribute(attribute) ?? otherwise);
  const mode = text('mode', 'nearest');
  const x = coordinate(
    at,
    legacy ? 'asymmetric' : text('coordinate_transformation_mode', 'half_pixel'),
    k,
    size,
    length,
    scale,
  );
  if (mode === 'nearest') {
    const place = nearest(legacy ? 'floor' : text('nearest_mode', 'round_prefer_floor'), x);
    return [[Math.min(Math.max(place, 0), size - 1), 1]];
  }
  if (mode === 'linear' || mode === 'bilinear') return linearRow(x, size);
  if (mode !== 'cubic') throw at.unsupported(`its mode is '${mode}'`);
  const outside = at.number('exclude_outside', 0) === 1 ? 'nothing' : 'edge';
  return cubicRow(x, size, at.number('cubic_coeff_a', -0.75), outside);
}

function coordinate(
  at: RuleContext,
  mode: string,
  k: number,
  size: number,
  length: number,
  scale: number,
): number {
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

/** Upsample, and Resize of operator set 10, which was Upsample under another name. */
function isLegacy(at: RuleContext): boolean {
  return at.node.op === 'Upsample' || at.emit.opset < 11;
}
