import { throwIfInterrupted } from '../host/interrupted.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import type { MeasureLot } from '../units/measure-units.ts';
import { ahead } from './ahead.ts';
import { failuresIn, passesIn, type MadeMaps } from './explained.ts';
import { arraysIn } from './lot-maps.ts';
import type { MeasuringQueue } from './measuring-queue.ts';
import { isDue, type StageProgress, type Work } from './work.ts';

/** Lots that one method goes through before the next one does. */
const [FEWEST, MOST] = [8, 32];

/** What makes the maps of a network's methods, or reads them. */
export interface MapMaker {
  open(method: string): Promise<MethodMaker>;
}

/** What makes the maps of one method. */
export interface MethodMaker {
  /** Reads what a unit is made from, while the unit before it is at work. @returns what makes it. */
  load(unit: MapsUnit): Promise<() => Promise<MadeMaps>>;
  release(): Promise<void>;
}

/**
 * Makes the maps that lots lack, and gives each lot that lacks none to be measured meanwhile. Methods take turns on some lots at a time, so that one
 * is open at a time: a session holds on to what its largest run took. Of a lot in which nothing is due, nothing is read.
 * @throws CamscopeError INTERRUPTED between two units; RUNTIME_FAILED, FILE_UNREADABLE.
 */
export async function makeMaps(
  work: Work,
  lots: readonly MeasureLot[],
  maker: MapMaker,
  queue: MeasuringQueue,
  progress: StageProgress,
): Promise<void> {
  const lacking = lots.filter((lot) => mapsDue(work, lot).length > 0).length;
  const some = Math.min(MOST, Math.max(FEWEST, Math.ceil(lacking / 4)));
  for (let first = 0; first < lots.length; first += some) {
    const these = lots.slice(first, first + some);
    const units = these.flatMap((lot) => mapsDue(work, lot));
    const told = (unit: MapsUnit) => {
      progress.done(unit);
      giveMade();
    };
    const giveMade = () => {
      while (these.length > 0 && mapsDue(work, these[0]).length === 0) queue.add([these.shift()!]);
    };
    giveMade();
    for (const method of new Set(units.map((unit) => unit.method))) {
      const own = units.filter((unit) => unit.method === method);
      await makeOfMethod(work, own, await maker.open(method), told);
    }
  }
}

/** What is due of lots' maps, here. */
export function mapsDue(work: Work, { series }: MeasureLot): MapsUnit[] {
  return series.flatMap(({ maps }) => (maps && isDue(work, maps) ? [maps] : []));
}

/** Makes one unit after the other; what one gave is kept while the next is made. */
async function makeOfMethod(
  work: Work,
  units: readonly MapsUnit[],
  method: MethodMaker,
  kept: (unit: MapsUnit) => void,
): Promise<void> {
  let keeping: Promise<void> | undefined;
  try {
    for await (const { unit, make } of work.clock.each('images', ahead(loaded()))) {
      throwIfInterrupted(work.signal);
      const start = performance.now();
      const made = await make();
      const seconds = (performance.now() - start) / 1000;
      await wait(keeping);
      keeping = keep(work, unit, made, seconds).then(() => kept(unit));
      // Its failure is told when it is awaited.
      keeping.catch(() => undefined);
    }
    await wait(keeping);
  } finally {
    await keeping?.catch(() => undefined);
    await method.release();
  }

  function wait(kept: Promise<void> | undefined): Promise<void> | undefined {
    return kept && work.clock.during('keeping', kept);
  }

  async function* loaded() {
    for (const unit of units) yield { unit, make: await method.load(unit) };
  }
}

function keep({ ledger }: Work, unit: MapsUnit, made: MadeMaps, seconds: number): Promise<void> {
  const { explained } = made;
  return ledger.keep(unit, {
    ...{ value: explained, arrays: arraysIn(made), seconds },
    ...{ ...failuresIn(explained), passes: passesIn(explained) },
  });
}
