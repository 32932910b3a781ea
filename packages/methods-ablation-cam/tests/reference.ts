import { readFileSync } from 'node:fs';
import type { Explainer, Runtime } from '@camscope/core';
import { explainOnce, floats } from '@camscope/testkit';
import { expect } from 'vitest';

/** A raw map of every class listed, by the method's definition in PyTorch, in float64. */
export interface Case {
  readonly network: string;
  readonly layer?: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly dims: readonly [number, number];
  readonly maps: readonly { readonly target: number; readonly map: readonly number[] }[];
}

/** What tools/reference/perturbation.py wrote. */
const written = JSON.parse(readFileSync(pathOf('maps.json'), 'utf8')) as {
  image: { dims: number[]; data: number[] };
  cases: Case[];
};
export const cases = written.cases;
export const image = floats(written.image.data, written.image.dims);

export function networkOf(name: string): Uint8Array {
  return readFileSync(pathOf(`${name}.onnx`));
}

/** Explains the image of a case, and holds every map to the reference within 1e-5 of its largest value. */
export async function agree(
  runtime: Runtime,
  // Explainers differ in their options, so no common type but `any` holds them all.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  explainer: Explainer<any>,
  { network, layer, options, dims, maps }: Case,
) {
  const classes = maps.map(({ target }) => target);
  const request = { runtime, explainer, model: networkOf(network), image, layer, options, classes };
  const explained = await explainOnce(request);
  for (const [i, { raw }] of explained.maps.entries()) {
    expect(raw.dims).toEqual([1, ...dims]);
    const expected = maps[i].map;
    const largest = Math.max(...expected.map(Math.abs));
    const error = Math.max(...expected.map((value, p) => Math.abs(raw.data[p] - value))) / largest;
    expect(error).toBeLessThan(1e-5);
  }
  return explained;
}

function pathOf(name: string): URL {
  return new URL(`./fixtures/${name}`, import.meta.url);
}
