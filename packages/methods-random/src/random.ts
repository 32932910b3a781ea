import { defineExplainer, floatTensor, type FloatTensor } from '@camscope/core';
import { random as numbers } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** Random maps, which know nothing of the network: a control. Image, class and seed decide, and nothing else. */
export const random = defineExplainer({
  id: 'random',
  title: 'Random map',
  short: 'Rnd',
  summary: 'Noise that knows nothing of the network: what any method has to be better than.',
  citation: 'common',
  options: z.strictObject({
    at: z
      .enum(['layer', 'image'])
      .default('layer')
      .describe(
        "Noise as coarse as the target layer, which makes spots as large as a CAM's, or one number a pixel",
      ),
    seed: z.int().nonnegative().default(0).describe('Seed of the noise'),
  }),
  fetch: ({ activations }) => ({ activations }),
  host: ({ activations, image, target }, { at, seed }) => {
    const [, height, width] = (at === 'layer' ? activations : image).dims;
    const next = numbers(hashOf(image, seed, target));
    return floatTensor(Float32Array.from({ length: height * width }, next), [1, height, width]);
  },
});

/** 32 bits of FNV-1a, by words. */
function hashOf({ data }: FloatTensor, ...others: readonly number[]): number {
  const words = [new Uint32Array(data.buffer, data.byteOffset, data.length), others];
  let hash = 0x811c9dc5;
  for (const some of words) for (const word of some) hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
}
