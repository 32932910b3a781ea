import type { Masks, MaskSet } from '../contracts/masks.ts';
import { describe, isExpression, isNumbers, isRecord } from './describe.ts';
import { must, type Gives, type Watched } from './field.ts';

const FUNCTIONS = ['inputs', 'mask', 'over', 'identity'];

/** What is wrong with a kind of masks, if anything. */
export function masksFault(masks: unknown): string | undefined {
  if (!isRecord(masks))
    return `masks: ${describe(masks)}, not a kind of masks, as those of '@camscope/masks'`;
  const missing = FUNCTIONS.find((name) => typeof masks[name] !== 'function');
  if (missing !== undefined) return `masks.${missing}: ${describe(masks[missing])}, not a function`;
  return typeof masks.ofActivations === 'boolean'
    ? undefined
    : `masks.ofActivations: ${describe(masks.ofActivations)}, not true or false`;
}

/** A kind of masks whose functions are watched. */
export function watchedMasks(masks: unknown, watched: Watched): unknown {
  const kind = masks as Masks;
  return {
    ...kind,
    inputs: watched('masks.inputs', kind, kind.inputs, { fault: must('an object', isRecord) }),
    mask: watched('masks.mask', kind, kind.mask, { fault: must('an expression', isExpression) }),
    over: watched('masks.over', kind, kind.over, overGives),
    identity: watched('masks.identity', kind, kind.identity, {}),
  };
}

/** The masks of an image. */
const overGives: Gives = {
  fault(output) {
    if (!isRecord(output)) return `${describe(output)}, not masks { count, order, taken, feeds, maps, … }`;
    const { count, order, parts } = output;
    if (!Number.isInteger(count) || (count as number) < 1) return `a count of ${describe(count)}`;
    if (!isNumbers(order)) return `an order that is ${describe(order)}, not a list`;
    if (parts !== undefined && (!isRecord(parts) || typeof parts.kept !== 'function'))
      return `parts: ${describe(parts)}, not { count, kept }`;
    const missing = ['taken', 'rowOf', 'feeds', 'maps'].find((name) => typeof output[name] !== 'function');
    return missing === undefined ? undefined : `${missing}: ${describe(output[missing])}, not a function`;
  },
  within(output, watched) {
    const set = output as MaskSet;
    const number: Gives = { fault: must('a whole number', Number.isInteger) };
    const own = (name: keyof MaskSet, gives: Gives) => watched(`masks.${name}`, set, set[name], gives);
    return {
      ...set,
      taken: own('taken', number),
      rowOf: own('rowOf', number),
      feeds: own('feeds', { fault: must('tensors by name', isRecord) }),
      maps: own('maps', { fault: must('a list of maps', Array.isArray) }),
    };
  },
};
