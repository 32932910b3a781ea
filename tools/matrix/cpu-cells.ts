import type { Registry, Runtime } from '@camscope/core';
import { relativeError } from '@camscope/testkit';
import { readReference } from '../tests/networks/references.ts';
import { explainEach, type Outcome } from './explain-each.ts';

/** As exact as raw maps are promised to be. */
const TOLERANCE = 1e-4;

export interface CpuCell {
  /**
   * `-`: the method refuses the network; `=`: its map is that of PyTorch in float64, where there is one; `+`: it makes a map; `!`:
   * anything else.
   */
  readonly cell: '=' | '+' | '-' | '!';
  /** With the method's default options. */
  readonly outcome: Outcome;
}

/** What each method makes of a slim network on the CPU. */
export async function cpuCells(
  runtime: Runtime,
  registry: Registry,
  name: string,
  ids: readonly string[],
): Promise<CpuCell[]> {
  const { maps, values, ...subject } = readReference(name);
  const references = ids.map((id) => maps.find(({ method, layer }) => method === id && layer === undefined));
  const asked = ids.map((id) => ({ id }));
  const referred = ids.flatMap((id, i) => (references[i] ? [{ id, options: references[i].options }] : []));
  const outcomes = await explainEach(runtime, registry, 'cpu', subject, [...asked, ...referred]);
  let next = ids.length;
  return outcomes.slice(0, ids.length).map((outcome, i) => {
    const reference = references[i];
    const equal = reference && isEqual(outcomes[next++], values(reference.map));
    if ('refused' in outcome) return { cell: '-', outcome };
    if ('failed' in outcome || equal === false || !outcome.map.every(Number.isFinite))
      return { cell: '!', outcome };
    return { cell: equal ? '=' : '+', outcome };
  });
}

function isEqual(outcome: Outcome, expected: Float32Array): boolean {
  return 'map' in outcome && relativeError(outcome.map, expected) < TOLERANCE;
}
