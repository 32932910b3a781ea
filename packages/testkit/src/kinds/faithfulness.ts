import {
  floatTensor,
  type Faithfulness,
  type FaithfulnessInput,
  type FloatTensor,
  type Heatmap,
} from '@camscope/core';
import { random } from '@camscope/onnx/expressions';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { mustBeBetter } from './measurements.ts';
import { pureAsync } from './purity.ts';
import { must, register, type Kit } from './runner.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyFaithfulness = Faithfulness<any>;

export interface FaithfulnessKit extends Kit {
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
}

const SIZE = 16;
/** The only places that the network looks at. */
const isSeen = (i: number): boolean => i % SIZE >= 9 && i % SIZE < 13 && i >= 3 * SIZE && i < 7 * SIZE;
const image = floatTensor(
  Float32Array.from({ length: SIZE * SIZE }, random(5)).map((value) => 0.2 + 0.8 * value),
  [1, SIZE, SIZE],
);
const heat = (at: (i: number) => number): Heatmap => ({
  ...{ width: SIZE, height: SIZE },
  data: Float32Array.from({ length: SIZE * SIZE }, (_, i) => at(i)),
});
const next = random(11);
const grain = Float32Array.from({ length: SIZE * SIZE }, () => next() / 10);

/** What every measure of faithfulness must do, on a network whose score is known place by place. */
export function testFaithfulness(measure: AnyFaithfulness, kit: FaithfulnessKit): void {
  const settings = settingsOf(measure, kit.options);
  const evaluated = (map: Heatmap, options: unknown) =>
    pureAsync(inputOf(measure, map), (input) => measure.evaluate(input, options));
  register(kit, [
    ...definitionChecks(measure),
    {
      name: 'a map of what the network looks at is not worse than one of what it does not',
      async run() {
        // What asks the method for maps, or a layer for its values, judges no map by itself.
        if (measure.asks && measure.asks.length > 0) return;
        for (const { name, options } of settings) {
          const right = await evaluated(
            heat((i) => (isSeen(i) ? 0.9 : 0) + grain[i]),
            options,
          );
          const wrong = await evaluated(
            heat((i) => (isSeen(i) ? 0 : 0.9) + grain[i]),
            options,
          );
          must(
            right.value !== null,
            `under ${name} the right map has no value: ${'reason' in right && right.reason}`,
          );
          if (wrong.value !== null && right.value !== wrong.value)
            mustBeBetter(measure, right.value, wrong.value, `under ${name}`);
        }
      },
    },
    {
      name: 'a map that says nothing has a value, or a reason',
      async run() {
        for (const { options } of settings)
          for (const value of [0, 0.5, 1])
            await evaluated(
              heat(() => value),
              options,
            );
      },
    },
    {
      name: 'its curve is in order',
      async run() {
        for (const { options } of settings) {
          const { curve = [] } = await evaluated(
            heat((i) => grain[i]),
            options,
          );
          const isAscending = curve.every(([x], i) => i === 0 || x >= curve[i - 1][0]);
          must(isAscending, 'its places are not ascending');
        }
      },
    },
  ]);
}

function inputOf({ asks = [] }: AnyFaithfulness, map: Heatmap): FaithfulnessInput {
  const logitsOf = ({ data }: FloatTensor) => {
    const seen = data.reduce((sum, value, i) => sum + (isSeen(i) ? value : 0), 0);
    return Float32Array.of(seen - 4, 1);
  };
  return {
    ...{ image, map, target: 0 },
    forward: async (images) => Array.from(images, logitsOf),
    probability: (logits) => 1 / (1 + Math.exp(-logits[0])),
    ...(asks.includes('maps') && {
      explain: async (images) =>
        Array.from(images, ({ data }) => heat((i) => Math.min(1, Math.max(0, isSeen(i) ? data[i] : 0)))),
    }),
    ...(asks.includes('representations') && {
      represent: async (images) =>
        Array.from(images, ({ data }) => data.map((value) => Math.max(value - 0.3, 0))),
    }),
  };
}
