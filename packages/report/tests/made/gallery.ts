import type { Gallery, GalleryItem, Rank } from '../../src/index.ts';
import { picture } from '../picture.ts';
import type { StudySize } from './cases.ts';

export function galleryOf({ classes, models, methods }: StudySize): Gallery {
  const map = (i: number) => picture(96, [0.3 + 0.05 * (i % 8), 0.5]);
  const item = (label: string, rank: Rank, shown: readonly number[]): GalleryItem => {
    const image = `p${classes.indexOf(label)}-${rank}.png`;
    const own = shown.map((i) => ({
      label: `method-${i}`,
      method: `method-${i}`,
      source: map(i),
      note: '0.42',
    }));
    return {
      image,
      class: label,
      rank,
      value: 0.42,
      pictures: [{ label: 'Radiograph', source: picture(96) }, ...own],
    };
  };
  const all = methods.map((_, i) => i);
  const ranks = ['best', 'median', 'worst'] as const;
  return {
    ...{ model: models[0], method: 'method-0', leftOut: classes.slice(2) },
    marks: ['reader', 'method', 'confounder'],
    typical: { ...item(classes[0], 'median', all), among: 3 },
    cases: classes.slice(0, 2).flatMap((label) => ranks.map((rank) => item(label, rank, all))),
    methods: all.map((i) => ({
      ...{ method: `method-${i}`, n: 12 },
      items: ranks.map((rank) => item(classes[0], rank, [i])),
    })),
  };
}
