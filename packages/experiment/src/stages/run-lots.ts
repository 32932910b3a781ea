import type { Measurer } from '@camscope/pipeline';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import type { MeasureLot } from '../units/measure-units.ts';
import type { Unit } from '../units/unit.ts';
import { ahead } from './ahead.ts';
import type { BaselineClaims } from './candidates.ts';
import { failuresIn, passesIn, type MadeMaps } from './explained.ts';
import { arraysIn, LotMaps } from './lot-maps.ts';
import { isMeasuringDue, measureLot } from './measure-lot.ts';
import { isDue, type StageProgress, type Work } from './work.ts';

/** Lots whose maps are held at a time, while the next one is explained. */
const MEASURED_AT_ONCE = 2;

/** Makes the maps that lots lack. */
export interface MapMaker<Loaded> {
  /** Reads what units of a lot are made from, while the lot before it is at work. */
  load(lot: MeasureLot, due: readonly MapsUnit[]): Promise<Loaded>;
  make(unit: MapsUnit, loaded: Loaded): Promise<MadeMaps>;
}

export interface LotParts {
  readonly measurer: Measurer;
  readonly baselines: BaselineClaims;
  readonly progress: StageProgress;
}

/** What is due of lots: maps to be made, and claims to be measured or compared. */
export function unitsDue(work: Work, lots: readonly MeasureLot[]): Unit[] {
  const units = lots.flatMap(({ series, agreement }) => [
    ...series.flatMap(({ maps, measured }) => (maps ? [maps, measured] : [measured])),
    ...(agreement ? [agreement] : []),
  ]);
  return units.filter((unit) => isDue(work, unit));
}

/**
 * Makes the maps that lots lack, one lot after the other, and measures them meanwhile. Of a lot in which nothing is due, nothing is read.
 * @throws CamscopeError INTERRUPTED between two units; RUNTIME_FAILED, FILE_UNREADABLE. Lost.
 */
export async function runLots<Loaded>(
  work: Work,
  lots: readonly MeasureLot[],
  maker: MapMaker<Loaded> | undefined,
  { measurer, baselines, progress }: LotParts,
): Promise<void> {
  const due = lots.filter((lot) => mapsDue(work, lot).length > 0 || isMeasuringDue(work, lot));
  const measuring: Promise<void>[] = [];
  try {
    for await (const { lot, loaded } of ahead(loadAll())) {
      const maps = new Map<Unit, LotMaps>();
      for (const unit of mapsDue(work, lot)) {
        throwIfInterrupted(work.signal);
        maps.set(unit, await makeAndKeep(work, unit, maker!, loaded!));
        progress.done(unit);
      }
      throwIfInterrupted(work.signal);
      while (measuring.length >= MEASURED_AT_ONCE) await measuring.shift();
      const measured = measureDue(work, lot, maps);
      measured.catch(() => undefined);
      measuring.push(measured);
    }
    await Promise.all(measuring);
  } finally {
    // Also when interrupted: what is made is measured, and kept.
    await Promise.allSettled(measuring);
  }

  async function* loadAll() {
    for (const lot of due) {
      const units = mapsDue(work, lot);
      yield { lot, loaded: units.length > 0 ? await maker!.load(lot, units) : undefined };
    }
  }

  async function measureDue(work: Work, lot: MeasureLot, made: Map<Unit, LotMaps>): Promise<void> {
    if (!isMeasuringDue(work, lot)) return;
    const due = unitsDue(work, [lot]);
    for (const unit of mapsToRead(work, lot))
      if (!made.has(unit)) made.set(unit, await LotMaps.load(unit, work.ledger));
    await measureLot(work, lot, { maps: made, baselines }, measurer);
    for (const unit of due) progress.done(unit);
  }
}

async function makeAndKeep<Loaded>(
  work: Work,
  unit: MapsUnit,
  maker: MapMaker<Loaded>,
  loaded: Loaded,
): Promise<LotMaps> {
  const start = performance.now();
  const made = await maker.make(unit, loaded);
  const seconds = (performance.now() - start) / 1000;
  const { explained } = made;
  await work.ledger.keep(unit, {
    ...{ value: explained, arrays: arraysIn(made), seconds },
    ...{ ...failuresIn(explained), passes: passesIn(explained) },
  });
  return LotMaps.of(unit, made);
}

function mapsDue(work: Work, { series }: MeasureLot): MapsUnit[] {
  return series.flatMap(({ maps }) => (maps && isDue(work, maps) ? [maps] : []));
}

/** The maps that measuring what is due asks for. */
function mapsToRead(work: Work, { series, agreement, apart }: MeasureLot): MapsUnit[] {
  const all = agreement !== undefined && isDue(work, agreement);
  const measured = series.flatMap(({ maps, measured }) =>
    maps && (all || isDue(work, measured)) ? [maps] : [],
  );
  return all ? [...measured, ...apart.map(({ maps }) => maps)] : measured;
}
