import type { Registry, Runtime } from '@camscope/core';
import { relativeError } from '@camscope/testkit';
import { readReference } from '../tests/networks/references.ts';
import { explainEach, type Outcome, type Subject } from './explain-each.ts';
import { askedFor } from './methods.ts';
import { NETWORKS } from './networks.ts';
import { imageSeedOf, referenceOf } from './references.ts';

/** As exact as raw maps are promised to be. */
const TOLERANCE = 1e-4;

export interface Cell {
  /** As the matrix has it: one of its signs. */
  readonly sign: string;
  readonly outcome: Outcome;
  /** Of a map that is not its reference, the largest difference, relative to the largest value. */
  readonly error?: number;
}

/** The network of a family and what is explained of it. */
export function subjectOf(family: string): Subject {
  const { fixture, early } = NETWORKS[family];
  const { model, image, target } = readReference(fixture);
  return { model, imageSeed: imageSeedOf(fixture), image, target, early };
}

/** What each method makes of the network of a family on the CPU. */
export async function cpuCells(
  runtime: Runtime,
  registry: Registry,
  family: string,
  ids: readonly string[],
): Promise<Cell[]> {
  const outcomes = await explainEach(runtime, registry, 'cpu', subjectOf(family), ids.map(askedFor));
  return outcomes.map((outcome, i) => cellOf(outcome, NETWORKS[family].fixture, ids[i]));
}

function cellOf(outcome: Outcome, network: string, id: string): Cell {
  if ('refused' in outcome) return { sign: '-', outcome };
  if ('failed' in outcome || !outcome.map.every(Number.isFinite)) return { sign: '!', outcome };
  const reference = referenceOf(network, id);
  if (!reference) return { sign: '+', outcome };
  const some = outcome.map.filter((_, i) => i % reference.step === 0);
  const error = relativeError(some, reference.values);
  return { sign: error < TOLERANCE ? '=' : '!', outcome, error };
}
