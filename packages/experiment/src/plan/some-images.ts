import { sha256 } from '../files/sha256.ts';
import type { PlannedImage } from './plan.ts';

/**
 * `count` of the images, in the order of the data; all of them when there are no more. Those whose ids hash lowest are taken: images that
 * are added take their share of the places and leave the rest as it is, and fewer images are some of more.
 */
export function someImages(images: readonly PlannedImage[], count: number): PlannedImage[] {
  if (count >= images.length) return [...images];
  const ranked = images.map((image) => ({ image, rank: sha256(image.sample.id) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const taken = new Set(ranked.slice(0, count).map(({ image }) => image));
  return images.filter((image) => taken.has(image));
}
