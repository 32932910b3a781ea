import type { CombinedExplainer } from '@camscope/core';
import type { CheckedRequest, PrepareRequest } from '../prepare-request.ts';
import type { CompiledExplainer, PreparedExplainer } from '../prepared-explainer.ts';
import { CombinationRunner, type Part } from './combination-runner.ts';
import { scoreOf } from './written-for.ts';

type Compile = (request: PrepareRequest) => Promise<CompiledExplainer>;

/**
 * Compiles every method of a combination that is no single graph: each runs by itself, and their maps are joined afterwards.
 * @throws CamscopeError as `compileExplainer`.
 */
export async function fitCombination(
  request: CheckedRequest,
  explainer: CombinedExplainer,
  compile: Compile,
): Promise<CompiledExplainer> {
  const { network, layers, layer } = request;
  const { views, layers: seen, join = 'mean', score: own } = explainer.combine(request.options);
  const score = scoreOf(request.score, own);
  const names = layers.map(({ name }) => name);
  const places = seen === 'apart' ? names.map((name) => [name]) : [names];
  const parts: (Pick<Part, 'gives'> & { readonly compiled: CompiledExplainer })[] = [];
  for (const { explainer: part, options } of explainer.of ?? [])
    for (const place of places) {
      const batch = request.batchGiven ? request.batch : undefined;
      const compiled = await compile({ ...request, batch, explainer: part, options, layer: place, score });
      parts.push({ gives: part.gives, compiled });
    }
  if (!views && parts.length === 1) return parts[0].compiled;
  const approximate = parts.some(({ compiled }) => compiled.approximate);
  const startsIn = parts.find(({ compiled }) => compiled.startsIn)?.compiled.startsIn;
  const fitted = { network, layers, layer, approximate, startsIn };
  return {
    ...fitted,
    async open(expected) {
      const opened: Part[] = [];
      try {
        for (const { gives, compiled } of parts)
          opened.push({ gives, prepared: await compiled.open(expected) });
      } catch (error) {
        await releaseAll(opened.map(({ prepared }) => prepared));
        throw error;
      }
      return new CombinationRunner(fitted, { parts: opened, views, join });
    },
  };
}

async function releaseAll(opened: readonly PreparedExplainer[]): Promise<void> {
  await Promise.all(opened.map((one) => one.release()));
}
