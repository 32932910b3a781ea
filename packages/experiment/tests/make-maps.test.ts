import { memoryFiles } from '@camscope/files-memory';
import { describe, expect, it } from 'vitest';
import { DeviceClock } from '../src/host/device-clock.ts';
import { Ledger } from '../src/run/ledger.ts';
import { makeMaps, type MapMaker } from '../src/stages/make-maps.ts';
import type { Work } from '../src/stages/work.ts';
import { memoryStore } from '../src/store/memory-store.ts';
import type { MapsUnit } from '../src/units/maps-units.ts';
import { groupOf, unitOf } from '../src/units/unit.ts';

/** Lots of so many methods, whose maps are made of nothing, by makers that tell what they do. */
function lotsOf(count: number, methods: readonly string[]) {
  const work = {
    ledger: new Ledger(memoryStore(memoryFiles())),
    clock: new DeviceClock(),
    mine: () => true,
  } as unknown as Work;
  const lots = Array.from({ length: count }, (_, n) => ({
    series: methods.map((method) => ({ maps: unit(method, n) })),
  }));
  const log: string[] = [];
  const maker: MapMaker = {
    open(method, units) {
      log.push(`open ${method} for ${units.length}`);
      return {
        load: async () => async () => ({ explained: { images: [] }, maps: new Map() }),
        release: async () => void log.push(`release ${method}`),
      };
    },
  };
  return { work, lots, log, all: [{ lots, maker }] };
}

function unit(method: string, n: number): MapsUnit {
  const made = unitOf(groupOf('explain', ['net', method], {}), [method, n], { weight: 1, arrays: true });
  return { ...made, model: 'net', method, images: [], file: `${method}/${n}` };
}

const silent = { done: () => undefined };

describe('methods', () => {
  it('take turns on some lots, and every lot is given away once', async () => {
    const { work, lots, log, all } = lotsOf(20, ['a', 'b']);
    const made: unknown[] = [];
    await makeMaps(work, all, (lot) => made.push(lot), silent);
    expect(made).toEqual(lots);
    const opened = [8, 8, 4].flatMap((n) => [`open a for ${n}`, `open b for ${n}`]);
    expect(log.filter((line) => line.startsWith('open'))).toEqual(opened);
    expect(log.filter((line) => line.startsWith('release'))).toHaveLength(6);
  });

  it('have one session where there is one of them', async () => {
    const { work, lots, log, all } = lotsOf(40, ['a']);
    const made: unknown[] = [];
    await makeMaps(work, all, (lot) => made.push(lot), silent);
    expect(made).toEqual(lots);
    expect(log).toEqual(['open a for 40', 'release a']);
  });

  it('of which one is done leave the other alone', async () => {
    const { work, lots, log, all } = lotsOf(20, ['a', 'b']);
    for (const { series } of lots)
      await work.ledger.keep(series[0].maps, { value: {}, arrays: [], seconds: 0 });
    await makeMaps(work, all, () => undefined, silent);
    expect(log).toEqual(['open b for 20', 'release b']);
  });
});
