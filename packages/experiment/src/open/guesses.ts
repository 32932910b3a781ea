import { guessedOf, guessesInWords, looksAtTarget, type Network, type NetworkFact } from '@camscope/engine';
import type { ChosenMethod } from '../config/study.ts';

/** A network, and the methods that explain it. */
interface Explained {
  readonly network: Network;
  readonly methods: readonly { readonly chosen: Pick<ChosenMethod, 'contribution' | 'options' | 'layer'> }[];
}

/** What a study takes for granted of a network that nobody stated. */
export function guessedIn({ network, methods }: Explained): NetworkFact[] {
  const isTargetSeen = methods.some(({ chosen: { contribution, options, layer } }) =>
    looksAtTarget(contribution, options, layer),
  );
  return guessedOf(network, isTargetSeen ? [] : ['layer']);
}

/** One note for each network of which something was guessed. */
export function guessNotes(models: readonly Explained[]): string[] {
  return models.flatMap((model) => {
    const guesses = guessesInWords(model.network, guessedIn(model));
    return guesses === undefined ? [] : [`${guesses}: guessed, until a model card says it`];
  });
}
