import { relative } from 'node:path';
import { guessesInWords, type Network, type NetworkFact } from '@camscope/engine';
import type { Io } from '../io.ts';
import { quote } from '../slurm/quote.ts';

/** Says in one line what was guessed of a network, and what to do; nothing where nothing was. */
export function tellGuesses(
  network: Network,
  { location, guessed }: { readonly location: string; readonly guessed: readonly NetworkFact[] },
  { cwd, stderr }: Pick<Io, 'cwd' | 'stderr'>,
): void {
  const guesses = guessesInWords(network, guessed);
  if (guesses === undefined) return;
  const file = quote(relative(cwd, location));
  stderr(
    `camscope: ${guesses}: guessed; say it in a --card, which camscope inspect ${file} --write-card card.yaml begins\n`,
  );
}
