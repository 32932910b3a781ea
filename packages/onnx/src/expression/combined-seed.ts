import type { CombinedScore, ScoreContext } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import type { Rows } from '../gradient/rows.ts';
import { WordCompiler } from './word-compiler.ts';
import { word } from './word.ts';

const context: ScoreContext = { logits: word('logits'), chosen: word('chosen') };

/**
 * Weights of the logits in a score that is made of several of them, float32 [R,classes].
 * @param logits [N,classes]
 * @param chosen one-hot [R,classes] of the explained classes.
 */
export function combinedSeed(
  emit: Emitter,
  rows: Rows,
  score: CombinedScore,
  { logits, chosen, classes }: { readonly logits: Value; readonly chosen: Value; readonly classes: number },
): Value {
  const shape = [classes, 1, 1] as const;
  const four = (value: Value) => emit.reshape(value, [-1, ...shape]);
  const words = new WordCompiler(
    emit,
    ({ word }) => {
      if (word === 'logits') return { value: four(logits), shape, per: 'image' };
      return word === 'chosen' ? { value: four(chosen), shape, per: 'row' } : undefined;
    },
    rows,
  );
  return emit.reshape(words.field(score.weights(context)).value, [-1, classes]);
}
