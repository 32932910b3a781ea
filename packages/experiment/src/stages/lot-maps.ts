import type { FloatTensor } from '@camscope/core';
import { withChannel, withoutChannel } from '@camscope/pipeline';
import type { Ledger } from '../run/ledger.ts';
import type { PlannedImage } from '../plan/plan.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import type { Explained, Explanation, MadeMaps } from './explained.ts';

/** The maps of a unit, just made or out of the store. */
export class LotMaps {
  readonly #unit: MapsUnit;
  readonly #explained: Explained;
  readonly #read: (array: string) => FloatTensor;

  private constructor(unit: MapsUnit, explained: Explained, read: (array: string) => FloatTensor) {
    this.#unit = unit;
    this.#explained = explained;
    this.#read = read;
  }

  static of(unit: MapsUnit, { explained, maps }: MadeMaps): LotMaps {
    return new LotMaps(unit, explained, (array) => maps.get(array)!);
  }

  /** @throws Lost. */
  static async load(unit: MapsUnit, ledger: Ledger): Promise<LotMaps> {
    const explained = await ledger.value<Explained>(unit);
    const arrays = await ledger.arrays(unit);
    return new LotMaps(unit, explained, (array) => withChannel(arrays.read(array)));
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
    return this.#read(array);
  }
}

/** Maps as arrays of a file, where one channel has two axes. */
export function* arraysIn({ maps }: MadeMaps): Generator<[string, FloatTensor]> {
  for (const [name, raw] of maps) yield [name, withoutChannel(raw)];
}
