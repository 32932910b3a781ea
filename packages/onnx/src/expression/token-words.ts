import { CamscopeError, floatTensor } from '@camscope/core';
import type { Emitter } from '../edit/emitter.ts';
import type { ReadTokens } from '../locate/read-tokens.ts';
import { misfit, type Field } from './field.ts';

/** How the words of tokens are spelt, which are of a network. */
export const tokenWords: Readonly<Record<string, (emit: Emitter, x: Field, tokens: ReadTokens) => Field>> = {
  tokenMaps(emit, x, { view, shares }) {
    const [channels, rows, count] = x.shape;
    if (rows !== 1 || count !== shares.length)
      throw misfit('tokenMaps', [x], `Give [N,K,1,${shares.length}]`);
    const [height, width] = view.grid;
    const patches = emit.slice(x.value, [3], [view.prefix], [count]);
    return { ...x, value: emit.reshape(patches, [0, 0, height, width]), shape: [channels, height, width] };
  },
  readout(emit, x, { shares }) {
    const [channels, rows, columns] = x.shape;
    if (rows !== shares.length) throw misfit('readout', [x], `Give [N,K,${shares.length},T]`);
    const weights = emit.constant(floatTensor(shares, [1, 1, 1, rows]));
    return { ...x, value: emit.matMul(weights, x.value), shape: [channels, 1, columns] };
  },
};

/** The error of a network that these words do not speak of. */
export function withoutTokens(word: string): CamscopeError {
  return new CamscopeError('MODEL_UNSUPPORTED', `'${word}' is of networks whose head reads tokens`, {
    fix: 'Choose a vision transformer, or a method that explains a layer',
  });
}
