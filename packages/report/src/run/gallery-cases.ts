import type { Run } from '@camscope/pipeline';

/** A finding to be shown. */
export interface Case {
  readonly model: string;
  readonly image: string;
  readonly class: string;
  readonly rank: 'best' | 'median' | 'worst';
  /** Of the method by which the cases are ranked. */
  readonly value: number;
  readonly method: string;
  /** Of every method. */
  readonly values: ReadonlyMap<string, number>;
}

/**
 * For each class the best, the median and the worst case, by the primary metric of the method that does best on it, on
 * the network where it does so; a method that was tried on few of the images does not count. Of several readers, the
 * mean.
 */
export function galleryCases(
  { scores, lock }: Run,
  metric: string | undefined,
  segmenter: string | undefined,
): Case[] {
  if (!scores || metric === undefined) return [];
  const higher = lock.metrics.find(({ names }) => names.includes(metric))?.scoreDirection !== 'lower';
  const methods = scores.where({
    kind: 'method',
    against: 'finding',
    metric,
    segmenter: [segmenter ?? '', ''],
  });
  return methods.groupBy('class').flatMap(({ key, table }) => {
    const groups = table.groupBy('model', 'method').flatMap((group) => {
      const mean = group.table.mean();
      return mean === null ? [] : [{ ...group, mean: higher ? mean : -mean }];
    });
    if (groups.length === 0) return [];
    const most = Math.max(...groups.map((group) => group.table.size));
    const widely = groups.filter((group) => 2 * group.table.size >= most);
    const best = widely.reduce((a, b) => (b.mean > a.mean ? b : a));
    const { model, method } = best.key;
    const ranked = best.table
      .groupBy('image')
      .flatMap(({ key: { image }, table: rows }) => {
        const value = rows.mean();
        return value === null ? [] : [{ image, value }];
      })
      .sort((a, b) => (higher ? b.value - a.value : a.value - b.value));
    return picks(ranked).map(({ image, value, rank }): Case => {
      const others = table.where({ model, image }).groupBy('method');
      const values = new Map(
        others.flatMap((group) => {
          const mean = group.table.mean();
          return mean === null ? [] : [[group.key.method, mean] as const];
        }),
      );
      return { model, image, class: key.class, rank, value, method, values };
    });
  });
}

/** The first, the middle and the last, each once. */
function picks<T>(ranked: readonly T[]): (T & { rank: Case['rank'] })[] {
  const places = new Map<number, Case['rank']>();
  places.set(0, 'best');
  if (ranked.length > 2) places.set(Math.floor(ranked.length / 2), 'median');
  if (ranked.length > 1) places.set(ranked.length - 1, 'worst');
  return ranked.length === 0 ? [] : [...places].map(([place, rank]) => ({ ...ranked[place], rank }));
}
