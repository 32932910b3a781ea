import { describe, expect, it } from 'vitest';
import { ScoreRowsBuilder, type ScoreRows } from '../../src/run/data/score-rows.ts';
import { keptInSight, type Drawn } from '../../src/run/panels/kept-in-sight.ts';

const HEIGHT = 10;

/** A table of such images, in this order. */
function drawn(images: string, selected?: string): Drawn {
  const builder = new ScoreRowsBuilder(1);
  const known = { model: 'm', method: 'a', class: 'c', reader: '', patient: '', kind: 'method', value: 1 };
  const inTheirOrder = [...images].sort();
  for (const image of inTheirOrder) builder.add(0, { ...known, image });
  const all: ScoreRows = builder.build();
  const rowOf = (image: string) => inTheirOrder.indexOf(image);
  return {
    ...{ all, order: Uint32Array.from([...images].map(rowOf)), height: HEIGHT },
    selected: selected === undefined ? undefined : rowOf(selected),
  };
}

describe('when rows come in', () => {
  it.each([
    ['the row that is looked at stays in its place', 'dfh', 'f', 'abdefgh', 0, 30],
    ['as it does further down', 'dfhjl', 'j', 'abdefghj', 15, 55],
    ['and where a row before it is gone', 'dfhjl', 'j', 'fhjl', 15, 5],
    ['the uppermost stays where nothing is looked at', 'dfhjl', undefined, 'abdfhjl', 15, 35],
    ['and where what is looked at is out of sight', 'dfhjl', 'd', 'abdfhjl', 15, 35],
    ['the very top stays the top', 'dfh', undefined, 'abdfh', 0, 0],
    ['nothing moves where the uppermost is gone', 'dfhjl', undefined, 'dhjl', 15, 15],
  ])('%s', (_, before, selected, now, top, expected) => {
    const later = drawn(now);
    expect(keptInSight(drawn(before, selected), later, { top, height: 30 })).toBe(expected);
  });

  it('what is seen of it stays when rows are drawn higher', () => {
    const now = { ...drawn('abdf'), height: 20 };
    expect(keptInSight(drawn('df', 'd'), now, { top: 0, height: 30 })).toBe(40);
  });
});
