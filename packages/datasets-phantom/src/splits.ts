import type { Entry } from './files/contents.ts';
import { randomOf } from './numeric/random.ts';
import type { PhantomOptions } from './options.ts';

/** Which split an image is in: drawn by the seed, so that more phantoms change no other's. Undefined without splits. */
export function splitOf(
  { patient, file }: Pick<Entry, 'patient' | 'file'>,
  { splits, splitBy, seed }: Pick<PhantomOptions, 'splits' | 'splitBy' | 'seed'>,
): string | undefined {
  const shares = Object.entries(splits ?? {});
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  let left = randomOf(seed, `split of ${splitBy === 'patient' ? patient : file}`)() * total;
  for (const [split, share] of shares) {
    left -= share;
    if (left < 0) return split;
  }
  return shares.at(-1)?.[0];
}
