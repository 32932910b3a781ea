import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedImage } from '../src/plan/plan.ts';
import { someImages } from '../src/plan/some-images.ts';
import { blocksOf, lotsOf } from '../src/units/lots.ts';
import { shareOf } from '../src/units/shards.ts';
import type { Unit } from '../src/units/unit.ts';

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 200 });
const batches = fc.integer({ min: 1, max: 12 });
/** An image, with so many findings. */
const images = fc.uniqueArray(
  fc.record({ id: fc.string({ maxLength: 8 }), weight: fc.integer({ min: 1, max: 9 }) }),
  {
    selector: ({ id }) => id,
    maxLength: 120,
  },
);

/** The blocks, each as the ids in it. */
function membersOf(all: readonly string[], batch: number): string[][] {
  const members: string[][] = [];
  for (const [id, block] of blocksOf(all, batch)) (members[block] ??= []).push(id);
  return members;
}

/** Blocks of `after` that no block of `before` equals. */
function changed(before: readonly string[][], after: readonly string[][]): number {
  const known = new Set(before.map((block) => JSON.stringify(block)));
  return after.filter((block) => !known.has(JSON.stringify(block))).length;
}

describe('blocks', () => {
  it('have every image once, in its order, and batch to 4 × batch each but the last', () => {
    fc.assert(
      fc.property(ids, batches, (all, batch) => {
        const members = membersOf(all, batch);
        expect(members.flat()).toEqual(all);
        for (const { length } of members) expect(length).toBeLessThanOrEqual(4 * batch);
        for (const { length } of members.slice(0, -1)) expect(length).toBeGreaterThanOrEqual(batch);
      }),
    );
  });

  it('but for the last stay as they are when images are appended', () => {
    fc.assert(
      fc.property(ids, batches, fc.nat(), (all, batch, cut) => {
        const before = membersOf(all.slice(0, cut % (all.length + 1)), batch);
        expect(membersOf(all, batch).slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
      }),
    );
  });

  it('change around images that are inserted, and no others', () => {
    const all = Array.from({ length: 4000 }, (_, i) => `image ${i}`);
    const before = membersOf(all, 8);
    const few = fc.property(fc.nat(all.length), fc.integer({ min: 1, max: 10 }), (at, count) => {
      const more = Array.from({ length: count }, (_, i) => `new ${i} at ${at}`);
      const after = membersOf([...all.slice(0, at), ...more, ...all.slice(at)], 8);
      const due = changed(before, after);
      expect(due).toBeGreaterThan(0);
      // Of some 270: blocks meet again at the next end that both have in common.
      expect(due).toBeLessThan(40);
    });
    fc.assert(few, { numRuns: 60 });
  });
});

describe('lots', () => {
  it('have every item once, in order, of one block each, and of no more than they may weigh', () => {
    fc.assert(
      fc.property(images, batches, (all, batch) => {
        const blocks = blocksOf(
          all.map(({ id }) => id),
          batch,
        );
        const lots = lotsOf(
          all,
          batch,
          ({ id }) => blocks.get(id)!,
          ({ weight }) => weight,
        );
        expect(lots.flatMap(({ items }) => items)).toEqual(all);
        for (const { block, items } of lots) {
          expect(items.every(({ id }) => blocks.get(id) === block)).toBe(true);
          const weight = items.reduce((sum, item) => sum + item.weight, 0);
          expect(items.length === 1 || weight <= batch).toBe(true);
        }
      }),
    );
  });

  it('of a block hang on its own images alone', () => {
    fc.assert(
      fc.property(images, batches, (all, batch) => {
        const blocks = blocksOf(
          all.map(({ id }) => id),
          batch,
        );
        const lotsIn = (some: typeof all) =>
          lotsOf(
            some,
            batch,
            ({ id }) => blocks.get(id)!,
            ({ weight }) => weight,
          );
        for (const block of new Set(blocks.values()))
          expect(lotsIn(all).filter((lot) => lot.block === block)).toEqual(
            lotsIn(all.filter(({ id }) => blocks.get(id) === block)),
          );
      }),
    );
  });
});

describe('shards', () => {
  const units = fc.array(
    fc.record({
      part: fc.option(
        fc.integer({ min: 0, max: 30 }).map((n) => `images ${n}`),
        { nil: undefined },
      ),
      weight: fc.integer({ min: 1, max: 20 }),
    }) as fc.Arbitrary<Unit>,
    { maxLength: 150 },
  );
  const counts = fc.integer({ min: 1, max: 9 });
  const shares = (all: readonly Unit[], of: number) =>
    Array.from({ length: of }, (_, i) => all.filter(shareOf(all, { index: i + 1, of })));

  it('have every unit of a part once, all of a part together, and nobody what stands on all parts', () => {
    fc.assert(
      fc.property(units, counts, (all, of) => {
        const shared = shares(all, of);
        expect(new Set(shared.flat())).toEqual(new Set(all.filter(({ part }) => part !== undefined)));
        const parts = shared.map((share) => new Set(share.map(({ part }) => part)));
        expect(parts.reduce((sum, { size }) => sum + size, 0)).toBe(
          new Set(shared.flat().map(({ part }) => part)).size,
        );
      }),
    );
  });

  it('are the same in whatever order units are told, as a list of units in a file is', () => {
    fc.assert(
      fc.property(units, counts, (all, of) => {
        const shared = shares(all, of).map((share) => new Set(share));
        expect(shares([...all].reverse(), of).map((share) => new Set(share))).toEqual(shared);
      }),
    );
  });

  it('differ in work by no more than the heaviest part', () => {
    fc.assert(
      fc.property(units, counts, (all, of) => {
        const weigh = (some: readonly Unit[]) => some.reduce((sum, { weight }) => sum + weight, 0);
        const loads = shares(all, of).map(weigh);
        const parts = new Set(all.flatMap(({ part }) => part ?? []));
        const heaviest = Math.max(
          0,
          ...[...parts].map((part) => weigh(all.filter((unit) => unit.part === part))),
        );
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(heaviest);
      }),
    );
  });
});

describe('some images', () => {
  const planned = (all: readonly string[]) => all.map((id) => ({ sample: { id } }) as PlannedImage);
  const some = (all: readonly string[], count: number) =>
    someImages(planned(all), count).map(({ sample }) => sample.id);
  const counts = fc.integer({ min: 0, max: 220 });

  it('are as many as were asked for, or all, in the order of the data', () => {
    fc.assert(
      fc.property(ids, counts, (all, count) => {
        const taken = some(all, count);
        expect(taken).toHaveLength(Math.min(count, all.length));
        expect(all.filter((id) => taken.includes(id))).toEqual(taken);
      }),
    );
  });

  it('are some of more of them', () => {
    fc.assert(
      fc.property(ids, counts, counts, (all, a, b) => {
        const more = new Set(some(all, Math.max(a, b)));
        for (const id of some(all, Math.min(a, b))) expect(more).toContain(id);
      }),
    );
  });

  it('give way to images that are added, one to each at the most', () => {
    fc.assert(
      fc.property(ids, counts, fc.nat(), (all, count, seed) => {
        const before = all.filter((_, i) => (i + seed) % 7 !== 0);
        const after = new Set(some(all, count));
        const gone = some(before, count).filter((id) => !after.has(id));
        expect(gone.length).toBeLessThanOrEqual(all.length - before.length);
      }),
    );
  });
});
