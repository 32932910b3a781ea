import { CamscopeError, type FaithfulnessInput, type FloatTensor, type Heatmap } from '@camscope/core';

/** Maps of other images, by the same method. */
export function mapsOf({ explain }: FaithfulnessInput, images: Iterable<FloatTensor>): Promise<Heatmap[]> {
  if (explain) return explain(images);
  throw new CamscopeError('INTERNAL', 'A measure that asks for maps was given no way to explain');
}

/** What the method's target layers give on other images. */
export function representationsOf(
  { represent }: FaithfulnessInput,
  images: Iterable<FloatTensor>,
): Promise<Float32Array[]> {
  if (represent) return represent(images);
  throw new CamscopeError('INTERNAL', 'A measure that asks for representations was given none');
}
