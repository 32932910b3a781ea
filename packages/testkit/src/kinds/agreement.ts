import type { Agreement, AgreementInput, Box, Heatmap } from '@camscope/core';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { box, elsewhere, heatIn, maps, otherMap, segmented, spotMap } from './given.ts';
import { mustBeBetter, numberOf } from './measurements.ts';
import { pure } from './purity.ts';
import { must, register, type Kit } from './runner.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyAgreement = Agreement<any>;

export interface AgreementKit extends Kit {
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
}

/** What every measure of agreement must do. That values are in its range is watched by the contract. */
export function testAgreement(agreement: AnyAgreement, kit: AgreementKit): void {
  const settings = settingsOf(agreement, kit.options);
  const inputOf = (map: Heatmap, ...boxes: readonly Box[]): AgreementInput =>
    agreement.needs === 'segmentation' ? { map, segmentation: segmented(...boxes) } : { map };
  const compared = (options: unknown, a: AgreementInput, b: AgreementInput) =>
    pure([a, b] as const, ([one, other]) => agreement.compare(one, other, options));
  const one = inputOf(spotMap, box);
  const other = inputOf(otherMap, elsewhere);
  register(kit, [
    ...definitionChecks(agreement),
    {
      name: 'nothing is more like an explanation than itself',
      run() {
        // What the second has that the first has not says nothing of that.
        if (agreement.ordered) return;
        for (const { name, options } of settings) {
          const [same, apart] = [one, other].map((b) => numberOf(compared(options, one, b), 'two maps'));
          mustBeBetter(agreement, same, apart, `under ${name}`);
        }
      },
    },
    {
      name: 'the order of the two does not count, unless it says so',
      run() {
        if (agreement.ordered) return;
        for (const { name, options } of settings) {
          const [there, back] = [compared(options, one, other), compared(options, other, one)];
          const difference = Math.abs(numberOf(there, 'a and b') - numberOf(back, 'b and a'));
          must(difference < 1e-9, `under ${name} the two orders differ by ${difference}`);
        }
      },
    },
    {
      name: 'what says nothing has a value, or a reason',
      run() {
        const empty = inputOf(heatIn());
        for (const { options } of settings)
          for (const map of Object.values(maps))
            for (const [a, b] of [
              [inputOf(map, box), empty],
              [empty, inputOf(map, box)],
              [empty, empty],
            ])
              compared(options, a, b);
      },
    },
  ]);
}
