import { CamscopeError } from '@camscope/core';
import type { Value } from '../edit/emitter.ts';
import type { Axis } from './words.ts';

/** A compiled expression, float32 of four axes. */
export interface Field {
  readonly value: Value;
  /** All but the first axis. */
  readonly shape: MapsShape;
  /** What its first axis counts; nothing where there is one for all. */
  readonly per?: 'image' | 'row';
}
export type MapsShape = readonly [channels: number, height: number, width: number];

/** The shape of a number. */
export const SINGLE: MapsShape = [1, 1, 1];

const AXES: readonly Axis[] = ['channels', 'height', 'width'];

/** Where an axis stands in a shape, counted from 0; in the value it stands one further. */
export const placeOf = (axis: Axis): number => AXES.indexOf(axis);

/** A shape with some axes of another size. */
export function resized(shape: MapsShape, sizes: Partial<Record<Axis, number>>): MapsShape {
  const [channels, height, width] = shape.map((size, place) => sizes[AXES[place]] ?? size);
  return [channels, height, width];
}

/**
 * The shape that broadcasting gives.
 * @throws CamscopeError EXPRESSION_INVALID where operands do not fit each other.
 */
export function broadcast(word: string, operands: readonly Field[]): MapsShape {
  const along = (place: number) => {
    const sizes = new Set(operands.map(({ shape }) => shape[place]).filter((size) => size !== 1));
    if (sizes.size > 1) throw misfit(word, operands);
    return [...sizes][0] ?? 1;
  };
  return [along(0), along(1), along(2)];
}

/** The error of operands that do not fit each other, or the word. */
export function misfit(word: string, operands: readonly Field[], fix = 'Make their axes equal, or 1') {
  return new CamscopeError('EXPRESSION_INVALID', `'${word}' does not take operands of these shapes`, {
    found: operands.map(({ shape }) => `[N,${shape.join(',')}]`).join(' and '),
    fix,
  });
}
