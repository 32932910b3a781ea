import { randomOf } from '../numeric/random.ts';
import { specOf } from '../spec/draw-spec.ts';
import { phantomSeed } from '../spec/seed.ts';
import type { PhantomSpec } from '../spec/spec.ts';
import type { ImageOptions } from './contents.ts';

export interface PlannedPhantom {
  readonly id: string;
  readonly patient: string;
  readonly spec: PhantomSpec;
}

/** The phantoms of a set, in order: bodies numbered from 1, each with one view or two. */
export function planPhantoms({
  count,
  seed,
  findings,
  secondViews,
  marker,
  markerLabel,
}: ImageOptions): PlannedPhantom[] {
  const random = randomOf(seed, 'second views');
  const digits = Math.max(4, String(count).length);
  const planned: PlannedPhantom[] = [];
  for (let body = 1; planned.length < count; body++) {
    const patient = `phantom-${String(body).padStart(digits, '0')}`;
    const views = random.chance(secondViews) && planned.length + 2 <= count ? 2 : 1;
    for (let view = 0; view < views; view++) {
      const spec = specOf(phantomSeed(seed, body - 1), {
        prevalence: findings,
        marker: marker === 'label' ? markerLabel : marker,
        view,
      });
      planned.push({ id: `${patient}_${view}`, patient, spec });
    }
  }
  return planned;
}
