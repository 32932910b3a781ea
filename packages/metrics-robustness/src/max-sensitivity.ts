import { defineFaithfulness } from '@camscope/core';
import { z } from 'zod';
import { mapsOf } from './asked.ts';
import { noiseOptions, noisyImages } from './noisy-images.ts';
import { distance, norm } from './norms.ts';

/** The most by which noise on the image changes the map, as a share of the map's norm. */
export const maxSensitivity = defineFaithfulness({
  id: 'max-sensitivity',
  title: 'Max-sensitivity',
  summary: "The most by which noise on the image changes the map, as a share of the map's norm.",
  citation: {
    text: 'Yeh, Hsieh, Suggala, Inouye, Ravikumar: On the (in)fidelity and sensitivity of explanations, NeurIPS 2019',
    arxiv: '1901.09392',
  },
  options: z.strictObject(noiseOptions),
  presets: {
    captum: { summary: 'As Captum draws noise', options: { radius: 0.02 } },
    quantus: { summary: 'As Quantus draws noise', options: { samples: 200 } },
  },
  scoreDirection: 'lower',
  range: [0, Infinity],
  asks: ['maps'],
  async evaluate(input, options) {
    const { map, image } = input;
    const own = norm(map.data);
    if (own === 0) return { value: null, reason: 'The map has no heat' };
    const others = await mapsOf(input, noisyImages(image, options));
    return { value: Math.max(...others.map(({ data }) => distance(map.data, data))) / own };
  },
});
