import type { ClassificationMetric, Predictions } from '@camscope/core';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { mustBeBetter, numberOf } from './measurements.ts';
import { pure } from './purity.ts';
import { must, register, type Kit } from './runner.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyClassification = ClassificationMetric<any>;

export interface ClassificationKit extends Kit {
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
}

const TRUTHS = Array.from({ length: 20 }, (_, i) => i % 2);
const predictionsOf = (truths: readonly number[], at: (truth: number, i: number) => number): Predictions => ({
  truths: Uint8Array.from(truths),
  probabilities: Float64Array.from(truths, at),
});

/** What every measure of a classifier must do. That values are in its range is watched by the contract. */
export function testClassification(metric: AnyClassification, kit: ClassificationKit): void {
  const settings = settingsOf(metric, kit.options);
  const measured = (predictions: Predictions, options: unknown) =>
    pure(predictions, (one) => metric.measure(one, options));
  const right = predictionsOf(TRUTHS, (truth, i) => (truth === 1 ? 0.9 : 0.1) + i / 1000);
  const wrong = predictionsOf(TRUTHS, (truth, i) => (truth === 1 ? 0.1 : 0.9) + i / 1000);
  register(kit, [
    ...definitionChecks(metric),
    {
      name: 'a network that is right scores better than one that is wrong',
      run() {
        for (const { name, options } of settings) {
          const [good, bad] = [right, wrong].map((one) => measured(one, options));
          if (bad.value !== null) mustBeBetter(metric, numberOf(good, 'right'), bad.value, `under ${name}`);
        }
      },
    },
    {
      name: 'cases of one kind, equal probabilities and no cases have a value, or a reason',
      run() {
        const given = [TRUTHS.map(() => 1), TRUTHS.map(() => 0), TRUTHS, []];
        for (const { options } of settings)
          for (const truths of given)
            measured(
              predictionsOf(truths, () => 0.5),
              options,
            );
      },
    },
    {
      name: 'an interval holds the value',
      run() {
        const mixed = predictionsOf(TRUTHS, (truth, i) => (i % 5 === 0 ? 0.5 : truth * 0.6 + 0.2) + i / 1000);
        for (const { options } of settings) {
          const value = numberOf(measured(mixed, options), 'mixed cases');
          const [low, high] = metric.interval?.(mixed, 0.95, options) ?? [value, value];
          must(low <= value && value <= high, `${value} is not in [${low}, ${high}]`);
        }
      },
    },
  ]);
}
