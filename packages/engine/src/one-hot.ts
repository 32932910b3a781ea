import { floatTensor, sizeOf, type FloatTensor } from '@camscope/core';

/** float32 [N,classes]; a row of zeros where no class is explained. */
export function oneHot(indices: readonly (number | undefined)[], classes: number): FloatTensor {
  const dims = [indices.length, classes];
  const data = new Float32Array(sizeOf(dims));
  indices.forEach((index, n) => {
    if (index !== undefined) data[n * classes + index] = 1;
  });
  return floatTensor(data, dims);
}
