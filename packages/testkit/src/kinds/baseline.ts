import type { Baseline, BaselineFinding, Dataset } from '@camscope/core';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { dataOf, LABEL } from './given.ts';
import { pure } from './purity.ts';
import { must, mustEqual, register, type Kit } from './runner.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyBaseline = Baseline<any>;

export interface BaselineKit extends Kit {
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
}

/** What every baseline must do, on five patients of whom two readers drew three. What claims are is watched by the contract. */
export function testBaseline(baseline: AnyBaseline, kit: BaselineKit): void {
  const settings = settingsOf(baseline, kit.options);
  const claimsOf = (data: Dataset, options: unknown, seed = 1) => {
    const claims = baseline.over(data, options, { seed });
    return findingsOf(data).map((finding) => pure(finding, claims));
  };
  register(kit, [
    ...definitionChecks(baseline),
    {
      name: 'it says where a finding is, or why it cannot, and leaves the data as they were',
      run() {
        const data = dataOf();
        const before = JSON.stringify(data);
        for (const { options } of settings) {
          const claims = claimsOf(data, options);
          must(
            claims.flat().some(({ claim }) => claim.is !== 'none'),
            'it says nothing of any finding',
          );
          const names = claims.map((list) => list.map(({ of }) => of));
          must(
            names.every((list) => new Set(list).size === list.length),
            'two claims of one finding have one name',
          );
        }
        must(JSON.stringify(data) === before, 'it has changed the data');
      },
    },
    {
      name: 'the same seed gives the same claims',
      run() {
        for (const { options } of settings)
          mustEqual(claimsOf(dataOf(), options), claimsOf(dataOf(), options), 'the second time');
      },
    },
    {
      name: 'data without findings are no error',
      run() {
        for (const { options } of settings) baseline.over(dataOf([]), options, { seed: 1 });
      },
    },
    {
      name: 'a prior does not stand on what is drawn of the finding that it is asked about',
      run() {
        if (baseline.series !== 'prior') return;
        const [first, ...others] = dataOf().samples.flatMap(({ annotations }) => annotations[0]?.boxes ?? []);
        const moved = dataOf([{ ...first, x0: 0, y0: 0 }, ...others]);
        for (const { options } of settings) {
          const [[before], [after]] = [dataOf(), moved].map((data) => claimsOf(data, options));
          mustEqual(after, before, 'once the box is another');
        }
      },
    },
  ]);
}

function findingsOf({ samples }: Dataset): BaselineFinding[] {
  return samples
    .filter(({ annotations }) => annotations.length > 0)
    .map((sample) => ({ sample, label: LABEL, annotations: sample.annotations }));
}
