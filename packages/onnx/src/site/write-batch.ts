import { CamscopeError, floatTensor, itemOf, Scratch, type FloatTensor } from '@camscope/core';
import type { Arrangement } from './arrangement.ts';

/**
 * Items [K,h,w] as one tensor [N,…].
 * @param write puts the maps of one item where the tensor has them.
 * @throws CamscopeError INTERNAL when the shapes differ or there are none.
 */
export function writeBatch(
  items: readonly FloatTensor[],
  { tensorShape }: Pick<Arrangement, 'tensorShape'>,
  scratch = new Scratch(),
  write: (maps: FloatTensor, into: Float32Array) => void,
): FloatTensor {
  const first = items.at(0);
  if (!first || items.some(({ dims }) => dims.join() !== first.dims.join())) {
    throw new CamscopeError('INTERNAL', 'A batch is of images of one shape, at least one', {
      found: items.map(({ dims }) => `[${dims.join(', ')}]`).join(', '),
    });
  }
  const dims = tensorShape([items.length, ...first.dims]);
  const batch = floatTensor(scratch.take('float32', dims), dims);
  items.forEach((item, n) => write(item, itemOf(batch, n).data));
  return batch;
}
