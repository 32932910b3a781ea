import type { ExpressionExplainer, Layer } from '@camscope/core';
import { attentionsOf, contextOf, type CompileRequest } from '@camscope/onnx';
import type { Network } from '../network.ts';

/**
 * The expression of a method on a network, as `compile` takes it.
 * @throws CamscopeError MODEL_UNSUPPORTED where the method reads what the network does not show.
 */
export function writtenFor(
  { graph }: Network,
  layers: readonly Layer[],
  explainer: ExpressionExplainer,
  options: Record<string, unknown>,
): Pick<CompileRequest, 'expression' | 'together'> {
  const together = explainer.layers === 'together';
  const context = contextOf({
    layers: together ? layers.length : 1,
    attentions: attentionsOf(graph).length,
  });
  return { expression: explainer.map(context, options), together };
}
