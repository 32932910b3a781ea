import { openInMemory, relativeError } from '@camscope/conformance';
import { isCamscopeError, type Explainer, type FloatTensor, type Runtime } from '@camscope/core';
import { prepare, type Explained, type ExplainItem } from '@camscope/engine';
import { mapIn64 } from '../float64/explained.ts';
import { fieldOf } from '../float64/field.ts';
import { CLASSES, smallNetworks } from '../float64/networks.ts';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { must, register, type Check, type Kit } from './runner.ts';

// Explainers differ in their options, so no common type but `any` holds them all.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyExplainer = Explainer<any>;

/** A map that was worked out by hand, or by another implementation. */
export interface ExpectedMap {
  /** An ONNX file: `onPaper`, `transformerOnPaper`, or one of your own. */
  readonly model: Uint8Array;
  /** float32 [C,H,W] */
  readonly image: FloatTensor;
  readonly class: number;
  /** The raw map, row by row. */
  readonly map: readonly number[];
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface ExplainerKit extends Kit {
  readonly runtime: Runtime;
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
  /**
   * In place of the evaluation in float64, for what that has no meaning for: rules of a method's own, transformers, samples of
   * other kinds.
   */
  readonly expected?: readonly ExpectedMap[];
  /** The largest difference of a map, as a share of its largest value; 1e-3 by default. */
  readonly tolerance?: number;
}

/**
 * What every method of explanation must do. Its maps on two small networks are held to the same method evaluated in float64 in plain
 * TypeScript, gradients by central differences, masks one by one; or to maps that are given.
 */
export function testExplainer(explainer: AnyExplainer, kit: ExplainerKit): void {
  const { runtime, expected } = kit;
  const first = expected?.[0];
  const subjects: readonly Given[] = first ? [{ ...first, options: { ...first.options } }] : smallNetworks();
  register(kit, [
    ...definitionChecks(explainer),
    ...(expected ? expectedChecks(explainer, kit, expected) : evaluatedChecks(explainer, kit)),
    {
      name: 'images and classes that are explained together have the maps that each has alone',
      async run() {
        for (const { image, ...subject } of await explained(explainer, subjects, runtime)) {
          const other = { ...image, data: image.data.toReversed() };
          const classes = await subject.classesOf(image);
          const items = [image, other].map((one) => ({ image: one, classes }));
          const together = await subject.explain(items);
          const alone = await Promise.all(
            items.flatMap((item) => classes.map((one) => subject.explain([{ ...item, classes: [one] }]))),
          );
          const apart = alone.map(([one]) => one.maps[0].raw.data);
          together
            .flatMap(({ maps }) => maps)
            .forEach(({ raw }, i) => mustBeNear(raw.data, apart[i], kit, `the map of row ${i}`));
        }
      },
    },
    {
      name: 'the second time gives the same to the last bit, and the image is left as it was',
      async run() {
        for (const { image, ...subject } of await explained(explainer, subjects, runtime)) {
          const before = image.data.slice();
          const twice = [0, 1].map(() => subject.explain([{ image, classes: 'top1' }]));
          const [a, b] = (await Promise.all(twice)).map(([one]) => one.maps[0].raw.data.join());
          must(a === b, 'the second map is another');
          must(before.join() === image.data.join(), 'the image has been changed');
        }
      },
    },
  ]);
}

function evaluatedChecks(explainer: AnyExplainer, kit: ExplainerKit): Check[] {
  return settingsOf(explainer, kit.options).map(({ name, options }) => ({
    name: `under ${name} its maps are those of float64 and central differences`,
    async run() {
      let isBlank = true;
      const networks = smallNetworks().map((network) => ({ ...network, options, network }));
      for (const { network, image, explain } of await explained(explainer, networks, kit.runtime)) {
        const classes = Array.from({ length: CLASSES }, (_, target) => target);
        const [{ maps }] = await explain([{ image, classes }]);
        for (const { target, raw } of maps) {
          const subject = { network, target, image: fieldOf(image.data, image.dims) };
          const { data } = await mapIn64(explainer, options, subject);
          mustBeNear(raw.data, data, kit, `the map of class ${target} on ${network.title}`);
          isBlank &&= data.every((value) => value === 0);
        }
      }
      must(!isBlank, 'every map is 0, so that nothing is compared');
    },
  }));
}

function expectedChecks(
  explainer: AnyExplainer,
  kit: ExplainerKit,
  expected: readonly ExpectedMap[],
): Check[] {
  return expected.map((one, i) => ({
    name: `its map is expected map ${i + 1}`,
    async run() {
      const [{ image, explain }] = await explained(explainer, [one], kit.runtime);
      const [{ maps }] = await explain([{ image, classes: [one.class] }]);
      mustBeNear(maps[0].raw.data, one.map, kit, 'the map');
    },
  }));
}

function mustBeNear(
  found: ArrayLike<number>,
  wanted: ArrayLike<number>,
  { tolerance = 1e-3 }: Pick<ExplainerKit, 'tolerance'>,
  what: string,
): void {
  const error = relativeError(found, wanted);
  const shown = (values: ArrayLike<number>) =>
    Array.from(values, (value) => Number(value.toPrecision(5)))
      .slice(0, 12)
      .join(', ');
  must(
    error <= tolerance,
    `${what} is off by ${error.toExponential(1)}, more than ${tolerance}: ${shown(found)}, not ${shown(wanted)}`,
  );
}

interface Given {
  readonly model: Uint8Array;
  readonly image: FloatTensor;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The networks that the method explains, each with a way to do so. @throws where it explains none. */
async function explained<T extends Given>(
  explainer: AnyExplainer,
  subjects: readonly T[],
  runtime: Runtime,
): Promise<
  (T & {
    explain(items: readonly ExplainItem[]): Promise<Explained[]>;
    classesOf(image: FloatTensor): Promise<number[]>;
  })[]
> {
  const taken = [];
  const refusals: unknown[] = [];
  for (const subject of subjects) {
    const explain = async (items: readonly ExplainItem[]) => {
      const network = await openInMemory(subject.model, runtime);
      const session = { provider: runtime.baseline, threads: 1 };
      const prepared = await prepare({ network, explainer, options: subject.options, runtime, session });
      try {
        return await prepared.explain(items);
      } finally {
        await prepared.release();
      }
    };
    const classesOf = async (image: FloatTensor) => {
      const [{ logits }] = await explain([{ image, classes: 'top1' }]);
      return Array.from(logits, (_, target) => target);
    };
    try {
      await explain([{ image: subject.image, classes: 'top1' }]);
      taken.push({ ...subject, explain, classesOf });
    } catch (error) {
      if (!isCamscopeError(error) || error.code !== 'MODEL_UNSUPPORTED') throw error;
      refusals.push(error);
    }
  }
  if (taken.length === 0) throw refusals[0];
  return taken;
}
