import { CamscopeError, elementArrays, nearest, sizeOf, type Tensor } from '@camscope/core';
import type { ValueInfo } from './protocol.ts';

/**
 * Checks that the feeds are what the model declares.
 * @throws CamscopeError RUNTIME_FAILED for a missing, unknown or unfitting tensor.
 */
export function checkFeeds(inputs: readonly ValueInfo[], feeds: Readonly<Record<string, Tensor>>): void {
  for (const input of inputs) {
    const tensor = feeds[input.name];
    if (tensor === undefined) {
      throw new CamscopeError('RUNTIME_FAILED', `Input '${input.name}' is missing`, {
        found: `Fed: ${list(Object.keys(feeds))}`,
        fix: `Feed ${describe(input)}`,
      });
    }
    checkTensor(input, tensor);
  }
  for (const name of Object.keys(feeds)) checkName('input', name, inputs);
}

/**
 * Checks that every output asked for exists and is a tensor that camscope can hold.
 * @throws CamscopeError RUNTIME_FAILED.
 */
export function checkFetch(outputs: readonly ValueInfo[], fetch: readonly string[]): void {
  if (fetch.length === 0)
    throw new CamscopeError('RUNTIME_FAILED', 'A run that fetches no output has no result');
  for (const name of fetch) {
    const output = checkName('output', name, outputs);
    if (output.type === undefined || !(output.type in elementArrays)) {
      throw new CamscopeError('RUNTIME_FAILED', `Output '${name}' cannot be fetched`, {
        found: output.type === undefined ? 'It is not a tensor' : `Its elements are of type ${output.type}`,
        fix: 'Name the outputs wanted, without this one',
      });
    }
  }
}

function checkTensor(input: ValueInfo, { type, dims, data }: Tensor): void {
  const asked = `${type} ${shape(dims)}`;
  const fits =
    type === input.type &&
    dims.length === input.dims.length &&
    input.dims.every((dim, axis) => typeof dim === 'string' || dim === dims[axis]);
  if (!fits) {
    throw new CamscopeError('RUNTIME_FAILED', `The tensor fed as '${input.name}' does not fit the model`, {
      asked,
      found: `The model takes ${describe(input)}`,
    });
  }
  const stored = data[Symbol.toStringTag];
  if (stored !== elementArrays[type].name || data.length !== sizeOf(dims)) {
    throw new CamscopeError('RUNTIME_FAILED', `The tensor fed as '${input.name}' contradicts itself`, {
      asked,
      found: `${data.length} elements in a ${stored}`,
      fix: `Give ${sizeOf(dims)} elements in a ${elementArrays[type].name}`,
    });
  }
}

function checkName(what: string, name: string, values: readonly ValueInfo[]): ValueInfo {
  const found = values.find((value) => value.name === name);
  if (found) return found;
  const names = values.map((value) => value.name);
  const close = nearest(name, names);
  throw new CamscopeError('RUNTIME_FAILED', `The model has no ${what} '${name}'`, {
    found: close.length > 0 ? `Nearest: ${list(close)}. All: ${list(names)}` : `It has: ${list(names)}`,
  });
}

function describe({ name, type, dims }: ValueInfo): string {
  return type === undefined ? `'${name}', which is not a tensor` : `'${name}', ${type} ${shape(dims)}`;
}

function shape(dims: readonly (number | string)[]): string {
  return `[${dims.map((dim) => (dim === '' ? '?' : dim)).join(', ')}]`;
}

function list(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'none';
}
