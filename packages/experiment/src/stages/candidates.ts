import type { Dataset } from '@camscope/core';
import { baselineCandidates, type Candidate } from '@camscope/pipeline';
import type { Study } from '../config/study.ts';
import type { Finding, PlannedImage } from '../plan/plan.ts';
import type { Series } from '../units/measure-units.ts';
import type { LotMaps } from './lot-maps.ts';

/** What a series claims of a finding; nothing for an image that its method does not explain. */
export function claimsOfMaps(
  series: Series,
  maps: LotMaps,
  image: PlannedImage,
  { label }: Finding,
): Candidate[] {
  const { name, model, layer, imported } = series;
  const explanation = maps.explanation(image, label);
  if (!explanation) return [];
  const common = { ...({ name, kind: 'method', model } as const), layer, imported };
  if ('failure' in explanation)
    return [{ ...common, claim: { is: 'none', of: 'map', reason: explanation.failure, failed: true } }];
  const { array, region, score, probability } = explanation;
  const claim = { is: 'map', raw: maps.raw(array), gives: series.gives, region, how: series.how! } as const;
  return [{ ...common, score, probability, claim }];
}

/** What baselines claim of findings; each learns from the data when it is first asked. */
export class BaselineClaims {
  readonly #study: Study;
  readonly #data: Dataset;
  readonly #ready = new Map<string, ReturnType<typeof baselineCandidates>>();

  /** @param data that they learn from. */
  constructor(study: Study, data: Dataset) {
    this.#study = study;
    this.#data = data;
  }

  of({ name, baseline }: Series, { sample }: PlannedImage, finding: Finding): Candidate[] {
    let claimsOf = this.#ready.get(name);
    if (!claimsOf) {
      const { seed, map: how } = this.#study;
      claimsOf = baselineCandidates({ baselines: [baseline!], data: this.#data, seed, how });
      this.#ready.set(name, claimsOf);
    }
    return claimsOf({ sample, ...finding });
  }
}
