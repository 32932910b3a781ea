import type { DrawnFinding } from '@camscope/pipeline';
import type { Mark } from '../../viewer/marks-layer.tsx';

/** Names for who is not told. */
export interface Names {
  readonly someone: string;
  readonly confounder: string;
}

/** What readers drew of a class or where they looked, and what may give it away. */
export function marksOf(drawn: readonly DrawnFinding[], { someone, confounder }: Names): Mark[] {
  const readers = [...new Set(drawn.flatMap((one) => (one.confounder ? [] : [one.reader ?? someone])))];
  return drawn.flatMap(({ boxes, fixations = [], reader = someone, confounder: isOne }): Mark[] => {
    const by = isOne ? confounder : reader;
    const shared = { what: isOne ? 'confounder' : 'reader', by, place: readers.indexOf(by) } as const;
    const longest = fixations.reduce((most, [, , weight]) => Math.max(most, weight), 0);
    return [
      ...boxes.map((box): Mark => ({ ...shared, box })),
      ...fixations.map(([x, y, weight]): Mark => ({ ...shared, at: [x, y], share: weight / longest })),
    ];
  });
}
