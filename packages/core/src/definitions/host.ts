import type { Explainer, HostGiven } from '../contracts/explainer.ts';
import { sizeOf } from '../values/tensor.ts';
import { rawMapFault } from './data.ts';
import { describe, isExpression, isNumbers, isRecord } from './describe.ts';
import type { Gives } from './field.ts';

const GIVEN = ['image', 'target', 'logits', 'ask'];

/** Expressions by names, which are none of those that a host method is given anyway. */
export const fetchGives: Gives = {
  fault(output) {
    if (!isRecord(output) || Object.keys(output).length === 0)
      return `${describe(output)}, not expressions by names`;
    const taken = GIVEN.find((name) => Object.hasOwn(output, name));
    if (taken !== undefined) return `'${taken}', which a host method is given anyway; give it another name`;
    const [name, other] = Object.entries(output).find(([, value]) => !isExpression(value)) ?? [];
    return name === undefined ? undefined : `${name}: ${describe(other)}, not an expression`;
  },
};

/** A raw map, or an attribution. */
export const hostGives: Gives = {
  awaited: true,
  fault(output, [given], definition) {
    const asked = (definition as Pick<Explainer, 'gives'>).gives === 'attribution';
    return asked ? attributionFault(output, (given as HostGiven).image.dims) : rawMapFault(output);
  },
};

function attributionFault(output: unknown, dims: readonly number[]): string | undefined {
  const asked = `a tensor float32 [${dims.join(',')}]`;
  if (!isRecord(output) || !(output.data instanceof Float32Array) || !isNumbers(output.dims))
    return `an attribution that is ${describe(output)}, not ${asked}`;
  const found = Array.from(output.dims).join(',');
  if (found === dims.join(',') && output.data.length === sizeOf(dims)) return undefined;
  return `an attribution of shape [${found}] with ${output.data.length} values, not ${asked}`;
}
