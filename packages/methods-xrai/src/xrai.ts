import { defineExplainer, floatTensor, type FloatTensor } from '@camscope/core';
import { gradient } from '@camscope/onnx/expressions';
import { felzenszwalb } from '@camscope/pixels';
import { bothWays } from './both-ways.ts';
import { grown } from './grown.ts';
import { atSize, options } from './options.ts';
import { regionsOf } from './regions.ts';

/**
 * XRAI: segments of the image at several scales, added one after another, each time the one whose new pixels have the highest mean
 * attribution, which becomes their heat; arXiv:1906.02825.
 */
export const xrai = defineExplainer({
  id: 'xrai',
  title: 'XRAI',
  short: 'XRAI',
  summary:
    'Ranks segments of the image by the mean of Integrated Gradients from black and from white over them.',
  citation: {
    text: 'Kapishnikov et al., XRAI: Better Attributions Through Regions, ICCV 2019',
    doi: '10.1109/ICCV.2019.00505',
    arxiv: '1906.02825',
  },
  options,
  presets: {
    saliency: { summary: 'The default, on images of 224 pixels', map: { rectify: 'raw' } },
  },
  finish: () => ({ rectify: 'raw' }),
  fetch: ({ image, score }) => ({ slope: gradient(score, image) }),
  host: async ({ image, slope, ask }, options) => {
    const [channels, height, width] = image.dims;
    const { scales, smallest, sigma, dilation, gained } = atSize(options, height, width);
    const attribution = await bothWays(image, slope, options.steps, async (images) =>
      (await ask(images)).map((answer) => answer.slope),
    );
    const cut = felzenszwalb(brightness(image), [channels, height, width], sigma);
    const all = scales.map((scale) => cut({ scale, smallest }));
    const map = grown(attribution, regionsOf(all, height, width, dilation), gained);
    return floatTensor(map, [1, height, width]);
  },
});

/** Brought to [−1, 1], all channels together. */
function brightness({ data }: FloatTensor): Float32Array {
  let [low, high] = [Infinity, -Infinity];
  for (const value of data) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return data.map((value) => (high > low ? (2 * (value - low)) / (high - low) - 1 : 0));
}
