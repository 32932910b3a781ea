import { combined, innerMethod, parseOptions, type Explainer } from '@camscope/core';
import { looksAtLayer } from '@camscope/engine';

/** A method of others, made of the first that stand by themselves and look at a layer; any other as it is. */
export function madeOfAny(explainer: Explainer, all: readonly Explainer[]): Explainer {
  if (!explainer.combine || explainer.of) return explainer;
  const parts = all
    .filter((part) => part.map && looksAtLayer(part, parseOptions(part)))
    .slice(0, explainer.takes === 'one' ? 1 : 2)
    .map((part) => innerMethod(part, parseOptions(part), {}));
  return combined(explainer, parts);
}
