import { truthOf, type Dataset } from '@camscope/core';
import { countFixations, othersAsked } from '@camscope/pipeline';
import type { Study } from '../config/study.ts';
import type { PlannedImage } from './plan.ts';

/** What metrics have to read: nothing at all, or where readers of other images looked. */
export function truthNotes({ metrics }: Study, images: readonly PlannedImage[], dataset: Dataset): string[] {
  const annotations = images.flatMap(({ findings }) => findings.flatMap((finding) => finding.annotations));
  const found = new Set(annotations.map(truthOf));
  const unread = (['regions', 'fixations'] as const).flatMap((truth) => {
    const reading = metrics.filter(({ contribution }) => (contribution.truth ?? 'regions') === truth);
    if (found.size === 0 || found.has(truth) || reading.length === 0) return [];
    const names = reading.map(({ name }) => name).join(', ');
    return [`No annotation is of ${truth}, which ${names} read${reading.length === 1 ? 's' : ''}: no values`];
  });
  if (!found.has('fixations') || othersAsked(metrics) === 0) return unread;
  const asking = metrics.filter((metric) => othersAsked([metric]) > 0).map(({ name }) => name);
  const { fixations, images: n, patients } = countFixations(dataset);
  return [
    ...unread,
    `${asking.join(', ')}: negatives are out of ${fixations} fixations on ${n} images of ${patients} patients, without those of the patient at hand`,
  ];
}
