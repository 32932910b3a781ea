import { CamscopeError } from '../errors/camscope-error.ts';

/**
 * Passes numbers on that are numbers.
 * @param what they are, as the beginning of a sentence: `The scores of the network`.
 * @throws CamscopeError NOT_FINITE with how many are not, for NaN and for infinity.
 */
export function requireFinite(values: Float32Array, what: string, fix: string): Float32Array {
  let nan = 0;
  let infinite = 0;
  for (const value of values) {
    if (Number.isFinite(value)) continue;
    if (Number.isNaN(value)) nan++;
    else infinite++;
  }
  if (nan + infinite === 0) return values;
  const found = [...(nan > 0 ? [`${nan} NaN`] : []), ...(infinite > 0 ? [`${infinite} infinite`] : [])];
  throw new CamscopeError('NOT_FINITE', `${what} are not finite`, {
    found: `Of ${values.length} values ${found.join(' and ')}`,
    fix,
  });
}
