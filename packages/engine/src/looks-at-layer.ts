import { subexpressions, type Explainer } from '@camscope/core';
import { contextOf, perturbationContext } from '@camscope/onnx';
import { fetchedBy } from './expression/written-for.ts';

/**
 * Whether a method's map hangs on the target layer: some look at the input and the scores alone.
 * @param options as the explainer takes them.
 */
export function looksAtLayer(explainer: Explainer, options: Record<string, unknown>): boolean {
  if (explainer.combine) return (explainer.of ?? []).some((one) => looksAtLayer(one.explainer, one.options));
  if (!explainer.perturb) {
    const context = contextOf({ attentions: 1 });
    const written = explainer.host
      ? Object.values(fetchedBy(explainer, context, options))
      : [explainer.map(context, options)];
    return written.some((one) => [...subexpressions(one)].some(({ word }) => word === 'activations'));
  }
  const { masks, of } = explainer.perturb(perturbationContext, options);
  return masks.ofActivations || of === 'activations';
}

/** Whether a method reads attention, so that it explains transformers alone. */
export function readsAttention(explainer: Explainer, options: Record<string, unknown>): boolean {
  if (explainer.combine)
    return (explainer.of ?? []).some((one) => readsAttention(one.explainer, one.options));
  if (!explainer.map) return false;
  const map = explainer.map(contextOf({ attentions: 1 }), options);
  return [...subexpressions(map)].some(({ word }) => word === 'attention');
}

/** Whether a method makes one map of several layers by itself. */
export function takesLayersTogether(explainer: Explainer, options: Record<string, unknown>): boolean {
  if (!explainer.combine) return explainer.layers === 'together';
  if (explainer.combine(options).layers === 'apart') return true;
  return (explainer.of ?? []).every((one) => takesLayersTogether(one.explainer, one.options));
}

/** Whether a method's map hangs on the network's default target layer: where it looks at a layer, and none is named. */
export function looksAtTarget(
  explainer: Explainer,
  options: Record<string, unknown>,
  layer: string | readonly string[] = 'auto',
): boolean {
  return [layer].flat().includes('auto') && looksAtLayer(explainer, options);
}
