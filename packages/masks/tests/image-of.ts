import { floatTensor, sizeOf, type FloatTensor, type MaskedImage } from '@camscope/core';

type Size = MaskedImage['sizes']['image'];

/** An image, of zeros unless it is given, whose target layer gives it again. */
export function imageOf(size: Size, image?: FloatTensor): MaskedImage {
  const own = image ?? floatTensor(new Float32Array(sizeOf(size)), size);
  return {
    sizes: { image: size, activations: size },
    image: () => own,
    activations: () => own,
    fill: (parts) => parts(own),
    budget: Infinity,
  };
}
