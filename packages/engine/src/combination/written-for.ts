import {
  CamscopeError,
  combined,
  type CombinedExplainer,
  type CombinedScore,
  type Explainer,
  type Expression,
  type InnerMethod,
  type Layer,
} from '@camscope/core';
import type { CompileRequest } from '@camscope/onnx';
import { abs, channelMax } from '@camscope/onnx/expressions';
import { fetchFor, mapFor } from '../expression/written-for.ts';
import type { Network } from '../network.ts';

/** What a graph is made of, as `compile` takes it. */
export type Written = WrittenMap | WrittenFetch;
type Common = 'together' | 'others' | 'join' | 'score' | 'imageRange';
export type WrittenMap = Pick<CompileRequest, Common> & {
  readonly expression: Expression;
  readonly fetch?: undefined;
};
type WrittenFetch = Pick<CompileRequest, Common> & {
  readonly fetch: Readonly<Record<string, Expression>>;
  readonly expression?: undefined;
};

export interface WritingRequest {
  readonly network: Network;
  readonly layers: readonly Layer[];
  /** What is explained in place of the class's logit. */
  readonly score?: CombinedScore;
}

/**
 * A method on a network as one graph, whether that gives its map or what it is made of; undefined where it needs several runs.
 * @throws CamscopeError MODEL_UNSUPPORTED where the method reads what the network does not show; CONFIG_INVALID for a score of a score.
 */
export function writtenFor(
  request: WritingRequest,
  explainer: Explainer,
  options: Record<string, unknown>,
): Written | undefined {
  const { network, layers, score } = request;
  if (explainer.perturb) return undefined;
  if (explainer.host) return { ...fetchFor(network, layers, explainer, options), score };
  return mapWritten(request, explainer, options);
}

/** A method's map as one graph. */
export function mapWritten(
  request: WritingRequest,
  explainer: Explainer,
  options: Record<string, unknown>,
): WrittenMap | undefined {
  const { network, layers, score } = request;
  if (explainer.combine) return writtenOfParts(request, explainer, options);
  return explainer.map && { ...mapFor(network, layers, explainer, options), score };
}

function writtenOfParts(
  request: WritingRequest,
  explainer: CombinedExplainer,
  options: Record<string, unknown>,
): WrittenMap | undefined {
  const { views, layers, join = 'mean', score: own } = explainer.combine(options);
  const of = madeOf(explainer);
  if (views) return undefined;
  const score = scoreOf(request.score, own);
  const parts = of.flatMap(({ explainer: part, options }) => {
    const written = mapWritten({ ...request, score }, part, options);
    return written ? [{ ...written, gives: part.gives }] : [];
  });
  if (parts.length < of.length) return undefined;
  const [{ gives: _, ...first }, ...others] = parts;
  const isOne = others.length === 0 && layers !== 'apart';
  if (isOne) return first;
  const atOneLayer = request.layers.length === 1 || others.length === 0;
  if (join === 'mean' || !atOneLayer || !parts.every((part) => isSimple(part, score))) return undefined;
  const [expression, ...rest] = parts.map((part) =>
    part.gives === 'attribution' ? channelMax(abs(part.expression)) : part.expression,
  );
  return { ...first, expression, others: rest, join };
}

/** @throws CamscopeError CONFIG_INVALID where nobody has said what it is made of. */
function madeOf(explainer: CombinedExplainer): readonly InnerMethod[] {
  return explainer.of ?? combined(explainer, []).of!;
}

/** One map of one run, of the score that all explain. */
function isSimple({ expression, together, join, score }: WrittenMap, common?: CombinedScore): boolean {
  return expression.word !== 'average' && !together && join === undefined && score === common;
}

/**
 * The score that inner methods explain.
 * @throws CamscopeError CONFIG_INVALID for a score of a score.
 */
export function scoreOf(outer?: CombinedScore, own?: CombinedScore): CombinedScore | undefined {
  if (!outer || !own) return own ?? outer;
  throw new CamscopeError('CONFIG_INVALID', 'A method changes a score that another has changed', {
    fix: 'Leave one of them out',
  });
}
