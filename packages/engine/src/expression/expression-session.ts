import { floatTensor, itemOf, Scratch, type Explainer, type FloatTensor, type Tensor } from '@camscope/core';
import { fetchedName, NAMES, type Compiled } from '@camscope/onnx';
import { floatOutput, logitsOutput, mapsOutput } from '../float-output.ts';
import type { SessionVariants } from './session-variants.ts';

/** One image explained for one class. */
export interface Row {
  /** Which of the images of a run. */
  readonly image: number;
  /** −1 for the class with the highest logit. */
  readonly target: number;
}

export interface ExpressionRun {
  /** What the graph is fed but for its rows: images, or samples of one. */
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** How many images, or samples, that is. */
  readonly images: number;
  /** At least one. */
  readonly rows: readonly Row[];
  /** Names of feeds that are the same in every run. */
  readonly constant?: readonly string[];
}

export interface ExpressionOutputs {
  /** Of an image, float32 [classes]. */
  logitsOf(image: number): Float32Array;
  /** The raw map of a row, float32 [1,h,w] or [C,H,W]. */
  mapOf(row: number): FloatTensor;
  /** The fetched values of a row by their names, float32 without the batch. */
  fetchedOf(row: number): Readonly<Record<string, FloatTensor>>;
}

export interface OpenExpression {
  readonly compiled: Compiled;
  readonly variants: SessionVariants;
  readonly explainer: Explainer;
  /** Height and width of the image. */
  readonly size: readonly [number, number];
  /** Names of fetched values. */
  readonly fetched?: readonly string[];
  readonly provider: string;
  /** Every run has an index, so that one graph serves them all. */
  readonly indexed: boolean;
}

/**
 * A compiled expression, open. Rows that are not the images one by one, nor all of one image, need an index and a graph
 * of their own, which is opened when they first come.
 */
export class ExpressionSession {
  /** For what it is fed. */
  readonly scratch = new Scratch();
  readonly provider: string;
  readonly #own: OpenExpression;

  constructor(own: OpenExpression) {
    this.provider = own.provider;
    this.#own = own;
  }

  /** @throws CamscopeError RUNTIME_FAILED, NOT_FINITE, INTERRUPTED; PLUGIN_FAILED for maps of another shape. */
  async run(
    { feeds, images, rows, constant }: ExpressionRun,
    signal?: AbortSignal,
  ): Promise<ExpressionOutputs> {
    const all: Record<string, Tensor> = { ...feeds };
    const { compiled, variants, explainer, size, fetched = [] } = this.#own;
    let { indexed } = this.#own;
    const asksClass = compiled.inputs.class !== undefined;
    if (asksClass) {
      const targets = Float32Array.from(rows, ({ target }) => target);
      all[NAMES.class] = floatTensor(targets, [rows.length, 1]);
      indexed ||= images > 1 && !isOneByOne(rows, images);
      if (indexed) {
        const index = BigInt64Array.from(rows, ({ image }) => BigInt(image));
        all[NAMES.index] = { type: 'int64', dims: [rows.length], data: index };
      }
    }
    const asked = variants.get({ indexed, levels: NAMES.levels in feeds });
    const session = asked instanceof Promise ? await asked : asked;
    const outputs = await session.run(all, { signal, scratch: this.scratch, constant });
    const logits = logitsOutput(outputs);
    const itemAt = (values: FloatTensor, name: string, row: number) => {
      // What does not depend on the class, or on the sample, comes once and serves all.
      const place = compiled.perRow.has(name) ? row : rows[row].image;
      return itemOf(values, values.dims[0] === 1 ? 0 : place);
    };
    return {
      logitsOf: (image) => itemOf(logits, image).data,
      mapOf: (row) => itemAt(mapsOutput(outputs, explainer, size), NAMES.map, row),
      fetchedOf: (row) =>
        Object.fromEntries(
          fetched.map((name) => [
            name,
            itemAt(floatOutput(outputs, fetchedName(name)), fetchedName(name), row),
          ]),
        ),
    };
  }

  /** Idempotent. */
  release(): Promise<void> {
    return this.#own.variants.release();
  }
}

function isOneByOne(rows: readonly Row[], images: number): boolean {
  return rows.length === images && rows.every(({ image }, i) => image === i);
}
