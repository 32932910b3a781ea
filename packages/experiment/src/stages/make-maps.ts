import { throwIfInterrupted } from '../host/interrupted.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import type { MapsLot } from '../units/tune-units.ts';
import { ahead } from './ahead.ts';
import { failuresIn, passesIn, type MadeMaps } from './explained.ts';
import { arraysIn } from './lot-maps.ts';
import { isDue, type StageProgress, type Work } from './work.ts';

/** Lots that one method goes through before the next one does. */
const [FEWEST, MOST] = [8, 32];

/** What makes the maps of a network's methods, or reads them. */
export interface MapMaker {
  /**
   * Begins to open a method; whoever loads waits for it.
   * @param units what it is going to be asked for.
   */
  open(method: string, units: readonly MapsUnit[]): MethodMaker;
}

/** What makes the maps of one method. */
export interface MethodMaker {
  /** Reads what a unit is made from, while the unit before it is at work. @returns what makes it. */
  load(unit: MapsUnit): Promise<() => Promise<MadeMaps>>;
  release(): Promise<void>;
}

/** Lots of a network, and what makes the maps that they lack. */
export interface LotsOfMaker<Lot extends MapsLot> {
  readonly lots: readonly Lot[];
  readonly maker: MapMaker;
}

/** Some lots that methods go through in turn. Those of which all maps are made leave, to be measured. */
interface Window<Lot> {
  readonly lots: Lot[];
}

/** A method on a window of lots. */
interface Turn<Lot> {
  readonly window: Window<Lot>;
  readonly units: readonly MapsUnit[];
  /** Undefined where the maps of the window are all made. */
  readonly method?: MethodMaker;
}

/**
 * Makes the maps that lots lack, and gives each lot that lacks none away, to be measured meanwhile. Methods take turns on some lots at a
 * time, since a session holds on to what its largest run took: one is at work, and the next is opened meanwhile. One alone keeps its
 * turn. Of a lot in which nothing is due, nothing is read.
 * @throws CamscopeError INTERRUPTED between two units; RUNTIME_FAILED, FILE_UNREADABLE.
 */
export async function makeMaps<Lot extends MapsLot>(
  work: Work,
  all: readonly LotsOfMaker<Lot>[],
  made: (lot: Lot) => void,
  progress: StageProgress,
): Promise<void> {
  const open = new Set<MethodMaker>();
  try {
    for await (const { window, units, method } of ahead(turnsOf(work, all, open))) {
      const giveMade = () => {
        const { lots } = window;
        while (lots.length > 0 && mapsDue(work, lots[0]).length === 0) made(lots.shift()!);
      };
      giveMade();
      if (!method) continue;
      // An equal unit, of the turn before, may have been made since.
      const left = units.filter((unit) => isDue(work, unit));
      await makeOfMethod(work, left, method, (unit) => {
        progress.done(unit);
        giveMade();
      });
      await release(method, open);
    }
  } finally {
    await Promise.all([...open].map((method) => release(method, open)));
  }
}

/** @param open what is opened, until it is released. */
async function* turnsOf<Lot extends MapsLot>(
  work: Work,
  all: readonly LotsOfMaker<Lot>[],
  open: Set<MethodMaker>,
): AsyncGenerator<Turn<Lot>> {
  for (const { lots, maker } of all) {
    const some = windowOf(lots.map((lot) => mapsDue(work, lot)));
    for (let first = 0; first < lots.length; first += some) {
      const window = { lots: lots.slice(first, first + some) };
      const due = window.lots.flatMap((lot) => mapsDue(work, lot));
      if (due.length === 0) yield { window, units: [] };
      for (const name of new Set(due.map((unit) => unit.method))) {
        const units = due.filter((unit) => unit.method === name);
        const method = maker.open(name, units);
        open.add(method);
        yield { window, units, method };
      }
    }
  }
}

/** Lots that methods go through in turn; all, where only one method has maps to make. */
function windowOf(due: readonly (readonly MapsUnit[])[]): number {
  if (new Set(due.flat().map(({ method }) => method)).size < 2) return due.length;
  const lacking = due.filter(({ length }) => length > 0).length;
  return Math.min(MOST, Math.max(FEWEST, Math.ceil(lacking / 4)));
}

function release(method: MethodMaker, open: Set<MethodMaker>): Promise<void> {
  open.delete(method);
  return method.release();
}

/** What is due of lots' maps, here. */
export function mapsDue(work: Work, { series }: MapsLot): MapsUnit[] {
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
