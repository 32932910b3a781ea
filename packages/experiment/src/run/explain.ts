import { type Box, type FloatTensor } from '@camscope/core';
import { probabilitiesOf, type PreparedExplainer } from '@camscope/engine';
import type { ChosenMethod } from '../config/study.ts';
import { explains, type Finding, type PlannedImage, type PlannedMethod } from '../plan/plan.ts';
import { throwIfInterrupted } from './interrupted.ts';
import type { LoadedImage } from './load.ts';

/** A method ready to run. */
export interface Method {
  readonly chosen: ChosenMethod;
  readonly planned: PlannedMethod;
  readonly explainer: PreparedExplainer;
}

/** One image, one class, one method. */
export interface Job {
  readonly image: PlannedImage;
  readonly finding: Finding;
  readonly method: Method;
}

/** What came of a job. */
export type Explanation = Job &
  (
    | {
        /** float32 [1,h,w] or [C,H,W] */
        readonly raw: FloatTensor;
        /** What the network saw, in pixels of the sample's frame. */
        readonly region: Box;
        /** The logit. */
        readonly score: number;
        readonly probability: number;
        /** Runs of the network that it took, in images. */
        readonly passes?: number;
        /** What else the method tells of the map. */
        readonly facts?: Readonly<Record<string, unknown>>;
      }
    | { readonly failure: unknown }
  );

interface Ready extends Job {
  readonly input: FloatTensor;
  readonly region: Box;
}

/**
 * Explains every finding of every image of each lot by every method, up to `batch` findings in a run.
 * @throws CamscopeError INTERRUPTED; other failures are results.
 */
export async function* explain(
  loaded: AsyncGenerator<LoadedImage[]>,
  methods: readonly Method[],
  batch: number,
  signal?: AbortSignal,
): AsyncGenerator<Explanation[]> {
  for await (const lot of loaded) {
    const explanations: Explanation[] = [];
    for (const method of methods) {
      const ready: Ready[] = [];
      for (const item of lot) {
        if (!explains(method.planned, item.image.sample)) continue;
        for (const finding of item.image.findings) {
          const job = { image: item.image, finding, method };
          if ('failure' in item) explanations.push({ ...job, failure: item.failure });
          else ready.push({ ...job, input: item.input, region: item.region });
        }
      }
      for (let i = 0; i < ready.length; i += batch) {
        explanations.push(...(await explainTogether(ready.slice(i, i + batch), method.explainer, signal)));
      }
    }
    yield explanations;
  }
}

/** One run; when it fails, one run each, so that one bad image does not spoil the others. */
async function explainTogether(
  jobs: Ready[],
  explainer: PreparedExplainer,
  signal?: AbortSignal,
): Promise<Explanation[]> {
  try {
    const results = await explainer.explainBatch(
      jobs.map((job) => job.input),
      jobs.map((job) => job.finding.target),
      signal,
    );
    return jobs.map(({ input: _, ...job }, i): Explanation => {
      const { logits, maps, passes, facts } = results[i];
      const { target } = job.finding;
      const probability = probabilitiesOf(explainer.network, logits)[target];
      const { raw, massSeen } = maps[0];
      const told = facts && { ...facts, massSeen };
      return { ...job, raw, score: logits[target], probability, passes, facts: told };
    });
  } catch (failure) {
    throwIfInterrupted(signal);
    const [{ input: _, region: __, ...job }] = jobs;
    if (jobs.length === 1) return [{ ...job, failure }];
    const each: Explanation[] = [];
    for (const one of jobs) each.push(...(await explainTogether([one], explainer, signal)));
    return each;
  }
}
