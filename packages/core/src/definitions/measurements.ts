import type { Pool } from '../contracts/metric.ts';
import { describe, isRecord } from './describe.ts';
import { call, oneOf, type Field, type Fields, type Gives } from './field.ts';

/** Share of a declared range by which rounding may leave it. */
const ROUNDING = 1e-6;

/** How the numbers of a measure are read. */
export const scale = {
  scoreDirection: oneOf('higher', 'lower', 'none'),
  range: {
    must: 'two numbers, the smaller one first: [0, 1]',
    is: (value) => Array.isArray(value) && value.length === 2 && isRange(value),
  },
} satisfies Fields;

/** A function that gives one measurement in the declared range. */
export const measures: Field = call({
  fault: (output, _, definition) => measurementFault(output, definition),
});

/** One measurement, or one for each of the names that the metric gives its numbers. */
export const metricGives: Gives = {
  fault(output, given, definition) {
    const options = given.at(-1);
    const { names } = definition as { names?(options: unknown): readonly string[] };
    const count = names?.call(definition, options).length ?? 1;
    const list: readonly unknown[] = Array.isArray(output) ? output : [output];
    if (list.length !== count) return `${list.length} of ${count} measurements`;
    for (const one of list) {
      const fault = measurementFault(one, definition);
      if (fault !== undefined) return fault;
    }
    return undefined;
  },
};

/** What is wrong with `{ value }` or `{ value: null, reason }`. @param definition with the range that it declares. */
export function measurementFault(output: unknown, definition: object): string | undefined {
  if (!isRecord(output)) return `${describe(output)}, not { value } or { value: null, reason }`;
  const { value, reason } = output;
  if (value === null)
    return typeof reason === 'string' && reason !== '' ? undefined : 'the value null without a reason';
  if (typeof value !== 'number' || !Number.isFinite(value)) return `the value ${describe(value)}`;
  const [low, high] = (definition as { readonly range: readonly [number, number] }).range;
  const slack = ROUNDING * Math.max(1, Math.abs(value));
  if (value >= low - slack && value <= high + slack) return undefined;
  return `the value ${value}, outside of the range [${low}, ${high}] that it declares`;
}

/** What is wrong with a measurement and its curve, if anything. */
export const faithGives: Gives = {
  awaited: true,
  fault(output, given, definition) {
    const { rangeOf } = definition as { rangeOf?(options: unknown): readonly number[] | undefined };
    const range = rangeOf?.(given.at(-1));
    const fault = measurementFault(output, range ? { range } : definition);
    if (fault !== undefined) return fault;
    const { curve = [] } = output as { readonly curve?: unknown };
    return Array.isArray(curve) && curve.every(isPair)
      ? undefined
      : 'a curve that is not a list of points [x, y]';
  },
};

/** The range under some options, or undefined. */
export const rangeOfGives: Gives = {
  fault(output) {
    const sound = output === undefined || (Array.isArray(output) && output.length === 2 && isRange(output));
    return sound ? undefined : `${describe(output)}, not [low, high] or undefined`;
  },
};

/** A confidence interval, or undefined. */
export const intervalGives: Gives = {
  fault(output) {
    if (output === undefined || (isPair(output) && output[0] <= output[1])) return undefined;
    return `${describe(output)}, not [low, high] or undefined`;
  },
};

/** Different names of numbers. */
export const namesGives: Gives = {
  fault(output) {
    const sound =
      Array.isArray(output) && output.length > 0 && output.every((name) => typeof name === 'string');
    if (!sound) return `${describe(output)}, not a list of texts`;
    return new Set(output).size === output.length ? undefined : 'names of which two are equal';
  },
};

/** Thresholds of a curve's points. */
export const thresholdsGives: Gives = {
  fault(output) {
    const sound = isRecord(output) && typeof output.of === 'string' && isFinites(output.at);
    return sound ? undefined : `${describe(output)}, not { of, at } with a list of numbers`;
  },
};

/** What is made of a metric's numbers over many findings. */
export const poolGives: Gives = {
  fault(output, given, definition) {
    const { names } = definition as { names?(options: unknown): readonly string[] };
    const known = new Set(names?.call(definition, given.at(-1)) ?? []);
    if (!isRecord(output) || !Array.isArray(output.curves) || !isRecord(output.axes))
      return `${describe(output)}, not { title, axes, curves, read, scoreDirection, range }`;
    const used = output.curves.flatMap((curve: Pool['curves'][number]) => [
      ...curve.x.filter((x) => typeof x === 'string'),
      ...curve.y,
      ...(curve.per === undefined ? [] : [curve.per]),
    ]);
    const unknown = used.find((name) => !known.has(name));
    return unknown === undefined ? undefined : `a curve of '${unknown}', which is none of its names`;
  },
};

function isPair(value: unknown): value is readonly [number, number] {
  return isFinites(value) && value.length === 2;
}

function isFinites(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(Number.isFinite);
}

function isRange([low, high]: readonly unknown[]): boolean {
  return typeof low === 'number' && typeof high === 'number' && low <= high;
}
