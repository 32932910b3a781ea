import type { Dataset } from '@camscope/core';
import { explains, type PlannedImage, type PlannedModel } from '../plan/plan.ts';
import { blocksOf, lotsOf, type Lot } from './lots.ts';

/** How images of data go into lots: up to `batch` findings, within blocks of all images on which something is drawn. */
export function lotsIn(
  { samples }: Dataset,
  batch: number,
): (images: readonly PlannedImage[]) => Lot<PlannedImage>[] {
  const drawn = samples.filter(({ annotations }) => annotations.length > 0);
  const blocks = blocksOf(
    drawn.map(({ id }) => id),
    batch,
  );
  return (images) =>
    lotsOf(
      images,
      batch,
      ({ sample }) => blocks.get(sample.id)!,
      ({ findings }) => findings.length,
    );
}

/** Images that some method explains. */
export function wanted({ images, methods }: PlannedModel): PlannedImage[] {
  return images.filter(({ sample }) => methods.some((method) => explains(method, sample)));
}

/** How many findings images have together: the steps of what is done finding by finding. */
export function findingsIn(images: readonly PlannedImage[]): number {
  return images.reduce((sum, { findings }) => sum + findings.length, 0);
}
