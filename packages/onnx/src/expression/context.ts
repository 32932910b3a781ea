import {
  CamscopeError,
  type ExplainerContext,
  type Expression,
  type PerturbationContext,
} from '@camscope/core';
import { NO_ATTENTION, type AttentionFault } from '../locate/attentions.ts';
import { word } from './word.ts';

/** What a network holds that expressions are written from. */
export interface ContextFacts {
  /** Target layers that a method takes together. */
  readonly layers?: number;
  /** Attention matrices that were found in the graph, or why there are none. */
  readonly attentions?: number | AttentionFault;
  /** Biases of convolutions and batch norms. */
  readonly biases?: number;
}

const [image, activations, logits, score] = ['image', 'activations', 'logits', 'score'].map((name) =>
  word(name),
);

/** The tensors that the expressions of a method are written from. */
export function contextOf({
  layers = 1,
  attentions = NO_ATTENTION,
  biases = 0,
}: ContextFacts = {}): ExplainerContext {
  const others = Array.from({ length: layers - 1 }, (_, i) => word('layer', [], { place: i + 1 }));
  const each = (ofBlock: (place: number) => Expression) => {
    if (typeof attentions !== 'number') throw withoutAttention(attentions);
    return Array.from({ length: attentions }, (_, place) => ofBlock(place));
  };
  return {
    image,
    activations,
    layers: [activations, ...others],
    biases: Array.from({ length: biases }, (_, place) => ({
      bias: word('bias', [], { place }),
      output: word('biased', [], { place }),
    })),
    logits,
    score,
    get attentions(): readonly Expression[] {
      return each((place) => word('attention', [], { place }));
    },
    get blockScores(): readonly Expression[] {
      return each((place) => word('blockScore', [score], { place }));
    },
  };
}

/** The tensors that a perturbation is written from. */
export const perturbationContext: PerturbationContext = { image, activations, mask: word('mask') };

function withoutAttention(fault: AttentionFault): CamscopeError {
  return new CamscopeError(
    'MODEL_UNSUPPORTED',
    'The method reads attention of all tokens, which the network does not show',
    {
      ...fault,
    },
  );
}
