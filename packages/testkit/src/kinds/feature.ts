import { polygonOfBox, type Annotation, type Box, type Feature } from '@camscope/core';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { box, boxed, elsewhere, FRAME } from './given.ts';
import { numberOf } from './measurements.ts';
import { pure } from './purity.ts';
import { must, register, type Kit } from './runner.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyFeature = Feature<any>;

export interface FeatureKit extends Kit {
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
}

/** A finding as a box, an outline and a mask. */
const drawn: Readonly<Record<string, Annotation>> = {
  box: boxed(box),
  outline: {
    ...boxed(box),
    contours: [polygonOfBox(box)],
  },
  mask: { ...boxed(box), mask: { ...FRAME, runs: runsOf(box) } },
};

/** What every feature of a finding must do. That values are in its range is watched by the contract. */
export function testFeature(feature: AnyFeature, kit: FeatureKit): void {
  const settings = settingsOf(feature, kit.options);
  const measured = (annotation: Annotation, options: unknown) =>
    pure(annotation, (one) => feature.measure(one, FRAME, options));
  register(kit, [
    ...definitionChecks(feature),
    {
      name: 'a rectangle is the same as a box, as an outline and as a mask',
      run() {
        for (const { options } of settings) {
          const values = Object.entries(drawn).map(([name, one]) => numberOf(measured(one, options), name));
          must(
            values.every((value) => Math.abs(value - values[0]) < 1e-9),
            `they are ${values.join(', ')}`,
          );
        }
      },
    },
    {
      name: 'several parts, no part and the whole image have a value, or a reason',
      run() {
        const whole = { x0: 0, y0: 0, x1: FRAME.width, y1: FRAME.height };
        for (const { options } of settings)
          for (const one of [boxed(box, elsewhere), boxed(), boxed(whole)]) measured(one, options);
      },
    },
  ]);
}

/** Run lengths of a box, down the columns. */
function runsOf({ x0, y0, x1, y1 }: Box): number[] {
  const { width, height } = FRAME;
  const gap = height - (y1 - y0);
  const columns = Array.from({ length: x1 - x0 - 1 }, () => [y1 - y0, gap]).flat();
  return [x0 * height + y0, ...columns, y1 - y0, height - y1 + (width - x1) * height];
}
