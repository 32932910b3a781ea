import type { FloatTensor } from '@camscope/core';
import { withChannel, withoutChannel, type Npz } from '@camscope/pipeline';
import type { Ledger } from '../run/ledger.ts';
import type { PlannedImage } from '../plan/plan.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import type { Explained, Explanation, MadeMaps } from './explained.ts';

/** The maps of a unit, out of the store: each is read when it is asked for. */
export class LotMaps {
  readonly #unit: MapsUnit;
  readonly #explained: Explained;
  readonly #arrays: Pick<Npz, 'read'>;

  private constructor(unit: MapsUnit, explained: Explained, arrays: Pick<Npz, 'read'>) {
    this.#unit = unit;
    this.#explained = explained;
    this.#arrays = arrays;
  }

  /** @throws Lost. */
  static async load(unit: MapsUnit, ledger: Ledger): Promise<LotMaps> {
    return new LotMaps(unit, await ledger.value<Explained>(unit), await ledger.arrays(unit));
  }

  /** What is known of a finding of an image; undefined for an image that the method does not explain. */
  explanation({ sample }: PlannedImage, label: string): Explanation | undefined {
    const i = this.#unit.images.findIndex((image) => image.sample.id === sample.id);
    if (i < 0) return undefined;
    const k = this.#unit.images[i].findings.findIndex((finding) => finding.label === label);
    return this.#explained.images[i][k];
  }

  /** float32 [1,h,w] or [C,H,W] */
  raw(array: string): FloatTensor {
    return withChannel(this.#arrays.read(array));
  }
}

/** Maps as arrays of a file, where one channel has two axes. */
export function* arraysIn({ maps }: MadeMaps): Generator<[string, FloatTensor]> {
  for (const [name, raw] of maps) yield [name, withoutChannel(raw)];
}
