import {
  CamscopeError,
  type ExplainerContext,
  type Expression,
  type PerturbationContext,
} from '@camscope/core';
import { word } from './word.ts';

/** What a network holds that expressions are written from. */
export interface ContextFacts {
  /** Target layers that a method takes together. */
  readonly layers?: number;
  /** Attention matrices that were found in the graph. */
  readonly attentions?: number;
}

const [image, activations, logits, score] = ['image', 'activations', 'logits', 'score'].map((name) =>
  word(name),
);

/** The tensors that the expressions of a method are written from. */
export function contextOf({ layers = 1, attentions = 0 }: ContextFacts = {}): ExplainerContext {
  const others = Array.from({ length: layers - 1 }, (_, i) => word('layer', [], { place: i + 1 }));
  return {
    image,
    activations,
    layers: [activations, ...others],
    logits,
    score,
    get attentions(): readonly Expression[] {
      if (attentions === 0) throw withoutAttention();
      return Array.from({ length: attentions }, (_, place) => word('attention', [], { place }));
    },
  };
}

/** The tensors that a perturbation is written from. */
export const perturbationContext: PerturbationContext = { image, activations, mask: word('mask') };

function withoutAttention(): CamscopeError {
  return new CamscopeError('MODEL_UNSUPPORTED', 'The method reads attention, and the network shows none', {
    found: 'No Softmax in the graph feeds a product with values',
    fix:
      'Choose a transformer, exported with its attention written out: in timm, timm.layers.set_fused_attn(False); ' +
      "in Transformers, attn_implementation='eager'",
  });
}
