import {
  itemOf,
  Scratch,
  type Backdrop,
  type FloatTensor,
  type MaskScores,
  type MaskSet,
  type ScoreSpace,
  type Tensor,
} from '@camscope/core';
import { arrangementOf, maskSizes, NAMES } from '@camscope/onnx';
import { floatOutput, logitsOutput } from '../float-output.ts';
import { inFlight } from '../in-flight.ts';
import { backdropOf } from './backdrop.ts';
import { feedsOf, sharedFeeds } from './mask-feeds.ts';
import type { PreparedPerturbation } from './prepared-perturbation.ts';
import type { ScoreMatrix } from './score-matrix.ts';
import { scoreOf, scoreSpaceOf } from './score-space.ts';

type Feeds = Readonly<Record<string, FloatTensor>>;

const IMAGE: Backdrop = { kind: 'image' };

/** The work on one image: runs what its score matrix lacks. */
export class ImageRun {
  /** Whether anything had to run, so that the matrix has grown. */
  ran = false;
  readonly scoreSpace: ScoreSpace;
  readonly #own: PreparedPerturbation;
  /** float32 [1,…] as the graph has it. */
  readonly #image: FloatTensor;
  readonly #matrix: ScoreMatrix;
  readonly #signal?: AbortSignal;

  /** @param image float32 [C,H,W] */
  constructor(own: PreparedPerturbation, image: FloatTensor, matrix: ScoreMatrix, signal?: AbortSignal) {
    this.#own = own;
    this.#image = arrangementOf(own.network.head.image.view).batchOf([image]);
    this.#matrix = matrix;
    this.#signal = signal;
    this.scoreSpace = scoreSpaceOf(own.perturbation.scoreSpace, own.network.activation);
  }

  /** Logits of the image as it is, float32 [classes]. */
  async asItIs(): Promise<Float32Array> {
    const { compiled } = this.#own;
    const known = this.#matrix.reference(nameOf(IMAGE));
    if (known && compiled.keeps.every((value) => this.#matrix.kept(value))) return known.slice();
    const outputs = await this.#whole(this.#image, compiled.keeps);
    for (const value of compiled.keeps) this.#matrix.keep(value, floatOutput(outputs, value));
    this.#matrix.setReference(nameOf(IMAGE), logitsOutput(outputs).data);
    return this.#matrix.reference(nameOf(IMAGE))!.slice();
  }

  /** The masks of the image; once it is known as it is. */
  maskSet(): MaskSet {
    const { network, perturbation, target, budget = Infinity } = this.#own;
    const { graph, head } = network;
    return perturbation.masks.over({
      sizes: maskSizes({ graph, head, target }),
      image: () => itemOf(arrangementOf(head.image.view).toMaps(this.#image), 0),
      activations: () => itemOf(arrangementOf(target.view).toMaps(this.#matrix.kept(target.tensor)!), 0),
      fill: (parts) => {
        const filled = this.#backdrop({ fill: parts }, perturbation.fill, this.#image);
        return itemOf(arrangementOf(head.image.view).toMaps(filled), 0);
      },
      budget,
    });
  }

  /**
   * Scores masks, chunk by chunk. The list alone says which run together, since a score's last bits hang on what it runs
   * beside: a chunk is known as a whole, or runs as a whole.
   * @returns how many distinct masks there are.
   * @throws CamscopeError RUNTIME_FAILED, NOT_FINITE, INTERRUPTED: what has been run stays known.
   */
  async score(set: MaskSet, masks: readonly number[]): Promise<number> {
    const rows = [...new Set(masks.map((mask) => set.rowOf(mask)))];
    const missing = chunksOf(rows, this.#own.chunk).filter((chunk) => !this.#isKnown(chunk));
    const total = missing.reduce((sum, { length }) => sum + length, 0);
    const shown = total > 0 ? { ...this.#shown(set), ...sharedFeeds(set) } : {};
    let done = 0;
    const run = async (chunk: readonly number[]) => ({
      chunk,
      logits: await this.#logitsUnder(chunk, set, shown),
    });
    for await (const { chunk, logits } of inFlight(missing, run)) {
      chunk.forEach((row, i) => this.#matrix.setRow(row, itemOf(logits, i).data));
      this.ran = true;
      done += chunk.length;
      this.#own.progress?.(done, total);
    }
    return rows.length;
  }

  #isKnown(chunk: readonly number[]): boolean {
    return chunk.every((row) => this.#matrix.row(row) !== undefined);
  }

  /** @param shown what every chunk is fed. */
  async #logitsUnder(chunk: readonly number[], set: MaskSet, shown: Feeds): Promise<FloatTensor> {
    const { masked, scratch, size = 0 } = this.#own;
    const filling = Array.from({ length: Math.max(0, size - chunk.length) }, () => chunk[chunk.length - 1]);
    const run = [...chunk, ...filling];
    const feeds = { ...shown, ...feedsOf(set, run, scratch).each };
    const constant = Object.keys(shown);
    const outputs = await masked.run(feeds, {
      fetch: [NAMES.logits],
      signal: this.#signal,
      scratch,
      constant,
    });
    return logitsOutput(outputs);
  }

  /**
   * Scores reference images.
   * @returns how many distinct ones there are beside the image as it is.
   */
  async references(set: MaskSet, backdrops: readonly Backdrop[]): Promise<number> {
    const distinct = new Map(backdrops.map((backdrop) => [nameOf(backdrop), backdrop]));
    distinct.delete(nameOf(IMAGE));
    for (const [name, backdrop] of distinct) {
      if (this.#matrix.reference(name)) continue;
      const outputs = await this.#whole(this.#backdrop(set, backdrop, this.#image), []);
      this.#matrix.setReference(name, logitsOutput(outputs).data);
    }
    return distinct.size;
  }

  isScored(set: MaskSet, mask: number): boolean {
    return this.#matrix.row(set.rowOf(mask)) !== undefined;
  }

  /** One class's scores under masks that have been scored. */
  scoresOf(set: MaskSet, masks: readonly number[], target: number): MaskScores {
    const { network, perturbation, score } = this.#own;
    const asItIs = this.#matrix.reference(nameOf(IMAGE))!;
    const ofClass = (logits: Float32Array, c: number) =>
      scoreOf(logits, c, this.scoreSpace, network.activation);
    const of = (logits: Float32Array | undefined) =>
      score
        ? score.value(
            Float64Array.from(logits!, (_, c) => ofClass(logits!, c)),
            target,
            asItIs,
          )
        : ofClass(logits!, target);
    return {
      masked: Float64Array.from(masks, (mask) => of(this.#matrix.row(set.rowOf(mask)))),
      image: of(this.#matrix.reference(nameOf(IMAGE))),
      references: (perturbation.references ?? []).map((backdrop) =>
        of(this.#matrix.reference(nameOf(backdrop))),
      ),
    };
  }

  /** One image through the whole network. */
  async #whole(image: FloatTensor, keeps: readonly string[]): Promise<Record<string, Tensor>> {
    const { compiled, network, plain, scratch } = this.#own;
    const feeds: Feeds = compiled.plain
      ? { [network.head.image.tensor]: image }
      : { [NAMES.tensor]: image, [NAMES.fill]: image, ...this.#anyMask() };
    const outputs = await plain.run(feeds, {
      fetch: [NAMES.logits, ...keeps],
      signal: this.#signal,
      scratch,
      // It is masked next.
      constant: [NAMES.tensor],
    });
    this.ran = true;
    return outputs;
  }

  /** What every run of masks is fed. */
  #shown(set: MaskSet): Feeds {
    const { compiled, perturbation } = this.#own;
    const { site, filled, given } = compiled;
    const valueOf = (value: string) => (value === this.#imageName ? this.#image : this.#matrix.kept(value)!);
    const tensor = perturbation.of === 'image' ? this.#image : valueOf(site.tensor);
    const feeds: Record<string, FloatTensor> = { [NAMES.tensor]: tensor };
    if (filled) feeds[NAMES.fill] = this.#backdrop(set, perturbation.fill, tensor);
    for (const [value, name] of given) feeds[name] = valueOf(value);
    return feeds;
  }

  /** A mask for a run in which it does not matter. */
  #anyMask(): Feeds {
    // It is small, and not worth a place of its own among what is moved and comes back.
    const { shared, each } = feedsOf(this.#own.blank, [0], new Scratch());
    return { ...shared, ...each };
  }

  #backdrop({ fill }: Pick<MaskSet, 'fill'>, backdrop: Backdrop, tensor: FloatTensor): FloatTensor {
    const { compiled, network, perturbation } = this.#own;
    const preprocessing = perturbation.of === 'image' ? network.preprocessing : undefined;
    return backdropOf({ backdrop, tensor, view: compiled.site.view, preprocessing, parts: fill });
  }

  get #imageName(): string {
    return this.#own.network.head.image.tensor;
  }
}

function nameOf(backdrop: Backdrop): string {
  return JSON.stringify(backdrop);
}

function chunksOf(rows: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}
