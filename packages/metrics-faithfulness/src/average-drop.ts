import { defineFaithfulness, floatTensor, type FaithfulnessInput, type FloatTensor } from '@camscope/core';
import { z } from 'zod';
import { substrateOf, substrateOptions, type SubstrateOptions } from './substrate.ts';
import { scoresOf } from './scores.ts';

const CITATION = {
  text: 'Chattopadhay, Sarkar, Howlader, Balasubramanian: Grad-CAM++, WACV 2018',
  doi: '10.1109/WACV.2018.00097',
};
const options = z.strictObject(substrateOptions('zero'));

/** By which share the class's probability falls when the image is dimmed by the map. */
export const averageDrop = defineFaithfulness({
  id: 'average-drop',
  title: 'Average drop',
  summary: "By which share the class's probability falls when only the heat is left of the image.",
  citation: CITATION,
  options,
  scoreDirection: 'lower',
  range: [0, 1],
  async evaluate(input, chosen) {
    const [before, after] = await beforeAndAfter(input, chosen);
    if (!(before > 0))
      return { value: null, reason: "The class's probability is not positive to begin with" };
    return { value: Math.max(0, before - after) / before };
  },
});

/** 1 where the class's probability rises when the image is dimmed by the map, else 0. */
export const averageIncrease = defineFaithfulness({
  id: 'average-increase',
  title: 'Average increase',
  summary: "Whether the class's probability rises when only the heat is left of the image.",
  citation: CITATION,
  options,
  scoreDirection: 'higher',
  range: [0, 1],
  async evaluate(input, chosen) {
    const [before, after] = await beforeAndAfter(input, chosen);
    return { value: after > before ? 1 : 0 };
  },
});

/** Probabilities on the image and on its explanation map. */
function beforeAndAfter(input: FaithfulnessInput, chosen: SubstrateOptions): Promise<number[]> {
  const explained = explanationMap(input, substrateOf(input.image, chosen));
  return scoresOf(input, [input.image, explained], 'probability');
}

/** The image times the map, and the substrate times what is left to 1. */
export function explanationMap({ image, map }: FaithfulnessInput, substrate: FloatTensor): FloatTensor {
  const data = image.data.map((value, i) => {
    const heat = map.data[i % map.data.length];
    return heat * value + (1 - heat) * substrate.data[i];
  });
  return floatTensor(data, image.dims);
}
