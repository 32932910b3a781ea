import { NETWORK_FACTS, type NetworkFact } from '@camscope/engine';
import type { Input } from './inputs.ts';
import { isTensor } from './named-files.ts';
import type { PreparedMethod } from './prepare-methods.ts';

/** What nobody stated of all that a map hangs on. A ready tensor needs no preprocessing. */
export function guessedFor(
  { image }: Pick<Input, 'image'>,
  { guessed }: Pick<PreparedMethod, 'guessed'>,
): NetworkFact[] {
  return guessed.filter((fact) => fact !== 'preprocessing' || !isTensor(image));
}

/** The same of any of the maps, each once. */
export function guessedForAny(inputs: readonly Input[], methods: readonly PreparedMethod[]): NetworkFact[] {
  const all = methods.flatMap((method) => inputs.flatMap((input) => guessedFor(input, method)));
  return NETWORK_FACTS.filter((fact) => all.includes(fact));
}
