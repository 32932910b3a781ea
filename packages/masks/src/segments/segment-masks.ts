import {
  CamscopeError,
  floatTensor,
  itemOf,
  type FloatTensor,
  type MaskedImage,
  type Masks,
  type MaskSet,
} from '@camscope/core';
import { pick } from '@camscope/onnx/expressions';
import type { Segments } from '@camscope/pixels';
import { distinct } from '../distinct.ts';
import { segmentsOf, type Segmentation } from './segmentation.ts';

export interface SegmentMasks {
  /** How an image is cut. */
  readonly cut: Segmentation;
  /** Tells one recipe from another: masks of as many segments are the same when the recipe is. */
  readonly recipe: Readonly<Record<string, string | number | boolean>>;
  /** Whether a map lacks something without any of the masks. */
  readonly whole?: boolean;
  /**
   * The masks over that many segments.
   * @param budget the most that are taken.
   */
  over(segments: number, budget: number): SegmentDesign;
}

export interface SegmentDesign {
  readonly count: number;
  /** How much mask `index` keeps of each segment, from 0 to 1. */
  kept(index: number): Float32Array;
}

/**
 * Masks that keep or hide whole segments of the image, [B,1,H,W]: how much of each is fed, and picked in the graph. Weights are
 * those of segments, and the map has them at the image's resolution.
 */
export function segmentMasks(given: SegmentMasks): Masks {
  return {
    ofActivations: false,
    inputs: ({ image: [, height, width] }) => ({
      kept: { shape: [1, 1, 'segments'] },
      labels: { shape: [1, height, width], shared: true },
    }),
    mask: ({ kept, labels }) => pick(kept, labels),
    over: (image) => setOf(given, image),
    identity: (_, budget) => ['segments', given.cut, given.recipe, budget],
  };
}

function setOf({ cut, whole, over }: SegmentMasks, image: MaskedImage): MaskSet {
  const [, height, width] = image.sizes.image;
  const segments = segmentsOf(cut, image.image());
  const { count, kept } = over(segments.count, image.budget);
  const fill = (maps: FloatTensor) => means(maps, segments);
  let changes: Float64Array | undefined;
  return {
    ...distinct(count),
    taken: (budget) => {
      if (!whole || budget >= count) return Math.min(count, budget);
      throw new CamscopeError('CONFIG_INVALID', 'Every segment of the image has to be masked', {
        asked: `A budget of ${budget} masks`,
        found: `${segments.count} segments`,
        fix: 'Leave the budget out, or cut the image into fewer segments',
      });
    },
    shared: { labels: floatTensor(Float32Array.from(segments.labels), [1, 1, height, width]) },
    feeds: (chosen, scratch) => {
      const dims = [chosen.length, 1, 1, segments.count];
      const all = floatTensor(scratch.take('float32', dims), dims);
      chosen.forEach((mask, i) => itemOf(all, i).data.set(kept(mask)));
      return { kept: all };
    },
    parts: {
      count: segments.count,
      kept,
      changed: () => (changes ??= changesOf(image.image(), image.fill(fill), segments)),
    },
    maps: (_, weights) =>
      weights.map((list) =>
        floatTensor(
          Float32Array.from(segments.labels, (k) => list[k]),
          [1, height, width],
        ),
      ),
    fill,
  };
}

/** Each channel's mean in each segment, at its pixels. */
function means(maps: FloatTensor, { count, labels }: Segments): FloatTensor {
  const filled = floatTensor(new Float32Array(maps.data.length), maps.dims);
  for (let channel = 0; channel < maps.dims[0]; channel++) {
    const { data } = itemOf(maps, channel);
    const [sums, sizes] = [new Float64Array(count), new Float64Array(count)];
    labels.forEach((k, place) => {
      sums[k] += data[place];
      sizes[k]++;
    });
    itemOf(filled, channel).data.set(Float32Array.from(labels, (k) => sums[k] / sizes[k]));
  }
  return filled;
}

/** Σ (image − fill)² over the pixels and channels of each segment. */
function changesOf(image: FloatTensor, fill: FloatTensor, { count, labels }: Segments): Float64Array {
  const sums = new Float64Array(count);
  image.data.forEach((value, i) => (sums[labels[i % labels.length]] += (value - fill.data[i]) ** 2));
  return sums;
}
