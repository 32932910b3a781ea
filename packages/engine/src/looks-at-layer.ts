import { subexpressions, type Explainer } from '@camscope/core';
import { context, perturbationContext } from '@camscope/onnx';

/**
 * Whether a method's map hangs on the target layer: some look at the input and the scores alone.
 * @param options as the explainer takes them.
 */
export function looksAtLayer(explainer: Explainer, options: Record<string, unknown>): boolean {
  if (explainer.map)
    return [...subexpressions(explainer.map(context, options))].some(({ word }) => word === 'activations');
  const { masks, of } = explainer.perturb(perturbationContext, options);
  return masks.kind !== 'composed' || of === 'activations';
}
