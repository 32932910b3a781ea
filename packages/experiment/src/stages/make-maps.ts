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
 * Makes the maps that lots lack, and gives the lots to be measured meanwhile. Methods take turns on some lots at a time, so that one
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
    for (const method of new Set(units.map((unit) => unit.method))) {
      const own = units.filter((unit) => unit.method === method);
      await makeOfMethod(work, own, await maker.open(method), progress);
    }
    queue.add(these);
  }
}

/** What is due of lots' maps, here. */
export function mapsDue(work: Work, { series }: MeasureLot): MapsUnit[] {
  return series.flatMap(({ maps }) => (maps && isDue(work, maps) ? [maps] : []));
}

async function makeOfMethod(
  work: Work,
  units: readonly MapsUnit[],
  method: MethodMaker,
  progress: StageProgress,
): Promise<void> {
  try {
    for await (const { unit, make } of ahead(loaded())) {
      throwIfInterrupted(work.signal);
      await makeAndKeep(work, unit, make);
      progress.done(unit);
    }
  } finally {
    await method.release();
  }

  async function* loaded() {
    for (const unit of units) yield { unit, make: await method.load(unit) };
  }
}

async function makeAndKeep({ ledger }: Work, unit: MapsUnit, make: () => Promise<MadeMaps>): Promise<void> {
  const start = performance.now();
  const made = await make();
  const seconds = (performance.now() - start) / 1000;
  const { explained } = made;
  await ledger.keep(unit, {
    ...{ value: explained, arrays: arraysIn(made), seconds },
    ...{ ...failuresIn(explained), passes: passesIn(explained) },
  });
}
