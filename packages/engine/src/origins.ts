import type { Head, ModelCard, ModelDescription } from '@camscope/core';
import { isPooled, type Graph } from '@camscope/onnx';

/** What a network has to be known of before it can be explained, in the order in which it is told. */
export const NETWORK_FACTS = ['score', 'activation', 'labels', 'preprocessing', 'layer'] as const;
export type NetworkFact = (typeof NETWORK_FACTS)[number];

/**
 * Where something known of a network comes from. Somebody stated it, in a model card (or a study, which is one) or in the file's
 * metadata; the graph shows it beyond doubt; it is the custom of the model family; or nobody knows, and it is a guess.
 */
export interface Origin {
  readonly from: 'card' | 'metadata' | 'graph' | 'family' | 'guess';
  /** By what custom, or why this and nothing else was guessed. */
  readonly why?: string;
}
export type Origins = Readonly<Record<NetworkFact, Origin>>;

/** What is known of a network, and from where. */
interface Known {
  readonly name: string;
  readonly origins: Origins;
  readonly activation: string;
}

/**
 * The guesses among what is known of a network.
 * @param except what nothing hangs on: the layer where another is named, preprocessing where tensors come ready.
 */
export function guessedOf(
  { origins }: Pick<Known, 'origins'>,
  except: readonly NetworkFact[] = [],
): NetworkFact[] {
  return NETWORK_FACTS.filter((fact) => origins[fact].from === 'guess' && !except.includes(fact));
}

/** One sentence that tells guesses with their reasons; undefined where there are none. */
export function guessesInWords(network: Known, guessed: readonly NetworkFact[]): string | undefined {
  const guesses = guessed.map((fact) => {
    const value = fact === 'activation' ? ` ${network.activation}` : '';
    return `${fact}${value} (${network.origins[fact].why})`;
  });
  return guesses.length === 0 ? undefined : `${network.name}: nobody stated ${guesses.join(', ')}`;
}

/** What the facts of a network are settled by. */
interface Evidence {
  readonly card: ModelCard;
  /** The card in the file's metadata. */
  readonly inFile: ModelCard;
  /** Fields of it that were guesses when it was written. */
  readonly guessedInFile: readonly string[];
  readonly graph: Graph;
  readonly head: Head;
  readonly description: ModelDescription;
  /** The graph takes images of any size. */
  readonly openSize: boolean;
  /** Why the activation was guessed, where the graph shows none. */
  readonly activationGuess?: string;
}

export function originsOf(evidence: Evidence): Origins {
  const { card, inFile, guessedInFile, head, description, openSize, activationGuess } = evidence;
  const stated = (fact: NetworkFact): Origin | undefined => {
    if (card[fact] !== undefined) return { from: 'card' };
    if (inFile[fact] === undefined) return undefined;
    return guessedInFile.includes(fact) ? guess('a guess when the file was written') : { from: 'metadata' };
  };
  const { preprocessing: values } = description.guesses ?? {};
  const size = openSize ? '; the graph leaves the size open' : '';
  return {
    score: stated('score') ?? orGuess({ from: 'graph' }, head.guess),
    activation: stated('activation') ?? orGuess({ from: 'graph' }, activationGuess),
    labels: stated('labels') ?? guess('numbers of the classes'),
    preprocessing: stated('preprocessing') ?? orGuess({ from: 'family' }, values && values + size),
    layer: stated('layer') ?? orGuess(targetOrigin(evidence), description.guesses?.target),
  };
}

function targetOrigin({ graph, head, description: { target, layers } }: Evidence): Origin {
  const layer = layers.find(({ name }) => name === target);
  const isCustom = layer && layer.tensor === head.target?.tensor && isPooled(graph, layer.tensor);
  return { from: 'family', why: isCustom ? 'what enters the global pool' : undefined };
}

function orGuess(origin: Origin, why: string | undefined): Origin {
  return why === undefined ? origin : guess(why);
}

function guess(why: string): Origin {
  return { from: 'guess', why };
}
