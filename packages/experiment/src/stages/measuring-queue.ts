import { otherFixations, type Measurer, type OtherFixations } from '@camscope/pipeline';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import type { MeasureLot, Series } from '../units/measure-units.ts';
import type { Unit } from '../units/unit.ts';
import type { BaselineClaims } from './candidates.ts';
import { LotMaps } from './lot-maps.ts';
import { measureLot } from './measure-lot.ts';
import { TunedThresholds } from './tuned.ts';
import { isDue, type StageProgress, type Work } from './work.ts';

/** Lots whose maps are held at a time. */
const AT_ONCE = 2;

export interface QueueParts {
  readonly measurer: Measurer;
  readonly baselines: BaselineClaims;
  readonly progress: StageProgress;
}

/** Measures lots, in the order in which they come, while other work goes on. Maps are read when it is a lot's turn. */
export class MeasuringQueue {
  readonly #work: Work;
  readonly #parts: QueueParts;
  readonly #others: OtherFixations;
  readonly #tuned: TunedThresholds;
  readonly #waiting: MeasureLot[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #failure?: { readonly error: unknown };

  constructor(work: Work, parts: QueueParts) {
    this.#work = work;
    this.#parts = parts;
    const { study, dataset } = work.opened;
    this.#tuned = new TunedThresholds(work);
    this.#others = otherFixations(study.metrics, dataset, study.seed);
  }

  /** @param lots whose maps are made. @throws what has failed so far. */
  add(lots: readonly MeasureLot[]): void {
    this.#refuseFailed();
    this.#waiting.push(...lots.filter((lot) => measuringDue(this.#work, lot).length > 0));
    this.#goOn();
  }

  /**
   * Waits until all is measured.
   * @throws CamscopeError INTERRUPTED between two lots; what has failed.
   */
  async end(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.race(this.#underWay);
    this.#refuseFailed();
    if (this.#waiting.length > 0) throwIfInterrupted(this.#work.signal);
  }

  /** Begins nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    await Promise.all(this.#underWay);
  }

  #goOn(): void {
    while (this.#underWay.size < AT_ONCE && !this.#failure && !this.#work.signal?.aborted) {
      const lot = this.#waiting.shift();
      if (!lot) return;
      const measured: Promise<void> = this.#measure(lot)
        .catch((error: unknown) => void (this.#failure ??= { error }))
        .finally(() => {
          this.#underWay.delete(measured);
          this.#goOn();
        });
      this.#underWay.add(measured);
    }
  }

  async #measure(lot: MeasureLot): Promise<void> {
    const { ledger, clock } = this.#work;
    const { measurer, baselines, progress } = this.#parts;
    const due = measuringDue(this.#work, lot);
    const maps = new Map<Unit, LotMaps>();
    const tuned = this.#tuned;
    for (const { series, maps: unit } of asked(this.#work, lot)) {
      if (unit) maps.set(unit, await LotMaps.load(unit, ledger));
      await tuned.load(series);
    }
    await clock.during(
      'measuring',
      measureLot(this.#work, lot, { maps, baselines, tuned, others: this.#others }, measurer),
    );
    for (const unit of due) progress.done(unit);
  }

  #refuseFailed(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

/** What is to be measured and compared of a lot, here. */
export function measuringDue(work: Work, { series, agreement }: MeasureLot): Unit[] {
  const units = [...series.map(({ measured }) => measured), ...(agreement ? [agreement] : [])];
  return units.filter((unit) => isDue(work, unit));
}

/** The series that measuring what is due asks, and their maps. */
function asked(
  work: Work,
  { series, agreement, apart }: MeasureLot,
): { readonly series: Series; readonly maps?: MapsUnit }[] {
  const all = agreement !== undefined && isDue(work, agreement);
  const measured = series.filter((one) => (all && one.maps) || isDue(work, one.measured));
  return all ? [...measured, ...apart] : measured;
}
