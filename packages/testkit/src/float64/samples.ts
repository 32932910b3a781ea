import type { Samples } from '@camscope/onnx/expressions';
import { gaussian } from '@camscope/onnx/expressions';
import { placewise, single, type Field } from './field.ts';

/** An image near the image. */
export interface Sample {
  readonly image: Field;
  readonly weight: number;
  /** From where its line begins to where it ends. */
  readonly direction?: Field;
}

/**
 * The images that an average is taken over: noise, and lines from one number or from black, which is 0 here.
 * @throws Error for others.
 */
export function samplesOf(samples: Samples, image: Field): Sample[] {
  if (samples.kind === 'line') return line(samples, image);
  if (samples.kind === 'noise') {
    const copies = noisy(samples, image).flatMap((copy) =>
      samples.line ? line(samples.line, copy) : [{ image: copy, weight: 1 }],
    );
    return copies.map((copy) => ({ ...copy, weight: copy.weight / samples.count }));
  }
  throw new Error(`samples of ${samples.kind} are not drawn here: give the maps as 'expected'`);
}

type Line = Extract<Samples, { kind: 'line' }>;

function line({ from, steps, rule }: Line, image: Field): Sample[] {
  const start = single(startOf(from));
  const direction = placewise((a, b) => a - b, image, start);
  return placesOn(rule, steps).map(([at, weight]) => ({
    image: placewise((a, d) => a + at * d, start, direction),
    direction,
    weight,
  }));
}

function startOf(from: Line['from']): number {
  if (from.from === 'value') return from.value;
  if (from.from === 'black') return 0;
  throw new Error(`lines from '${from.from}' are not drawn here: give the maps as 'expected'`);
}

function placesOn(rule: Line['rule'], count: number): [at: number, weight: number][] {
  if (rule === 'gauss-legendre')
    throw new Error("Gauss-Legendre points are not computed here: give the maps as 'expected'");
  if (rule === 'trapezoid') {
    const parts = Math.max(count, 2) - 1;
    return Array.from({ length: parts + 1 }, (_, i) => [i / parts, (i % parts === 0 ? 0.5 : 1) / parts]);
  }
  const shift = { left: 0, midpoint: 0.5, right: 1 }[rule];
  return Array.from({ length: count }, (_, i) => [(i + shift) / count, 1 / count]);
}

function noisy({ count, seed, sigma, of }: Extract<Samples, { kind: 'noise' }>, image: Field): Field[] {
  const next = gaussian(seed);
  const range = Math.max(...image.data) - Math.min(...image.data);
  const size = of === 'input' ? sigma : sigma * range;
  return Array.from({ length: count }, () => ({
    dims: image.dims,
    // As they are fed: float32.
    data: image.data.map((value) => value + Math.fround(next() * size)),
  }));
}
