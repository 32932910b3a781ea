import { floatTensor, sizeOf, type FloatTensor } from '@camscope/core';
import { decodeBlob, encodeBlob, invalidBlob } from './float-blob.ts';

const VERSION = 2;

/** What the numbers of a written score matrix are, in their order. */
interface Contents {
  readonly version: typeof VERSION;
  readonly classes: number;
  /** Masks, each with one row of logits. */
  readonly masks: readonly number[];
  /** Reference images, each with one row of logits. */
  readonly references: readonly string[];
  /** Values of the graph, with their shapes. */
  readonly kept: readonly (readonly [value: string, dims: readonly number[]])[];
}

/**
 * Raw logits of one image under masks, [masks × classes], as far as they are known; those of reference images; and the
 * tensors of the image as it is. With all rows known, every map that can be made of these masks costs no run.
 */
export class ScoreMatrix {
  readonly classes: number;
  readonly #rows = new Map<number, Float32Array>();
  readonly #references = new Map<string, Float32Array>();
  readonly #kept = new Map<string, FloatTensor>();

  constructor(classes: number) {
    this.classes = classes;
  }

  /** Number of masks that have been scored. */
  get size(): number {
    return this.#rows.size;
  }

  /** Logits under a mask, float32 [classes]; undefined while it has not been scored. */
  row(mask: number): Float32Array | undefined {
    return this.#rows.get(mask);
  }

  /** Keeps a copy. */
  setRow(mask: number, logits: Float32Array): void {
    this.#rows.set(mask, logits.slice());
  }

  /** Logits of an image that the method names, float32 [classes]. */
  reference(name: string): Float32Array | undefined {
    return this.#references.get(name);
  }

  /** Keeps a copy. */
  setReference(name: string, logits: Float32Array): void {
    this.#references.set(name, logits.slice());
  }

  /** A value of the graph on the image as it is, [1,…] as the graph has it. */
  kept(value: string): FloatTensor | undefined {
    return this.#kept.get(value);
  }

  /** The tensor itself, no copy. */
  keep(value: string, tensor: FloatTensor): void {
    this.#kept.set(value, tensor);
  }

  /** In one piece, so that it is stored as a whole or not at all. */
  toBytes(): Uint8Array {
    const masks = [...this.#rows.keys()].sort((a, b) => a - b);
    const contents: Contents = {
      version: VERSION,
      classes: this.classes,
      masks,
      references: [...this.#references.keys()],
      kept: [...this.#kept].map(([value, { dims }]) => [value, dims]),
    };
    const rows = masks.map((mask) => this.#rows.get(mask)!);
    const kept = [...this.#kept.values()].map(({ data }) => data);
    return encodeBlob(contents, [...rows, ...this.#references.values(), ...kept]);
  }

  /** @throws CamscopeError DATA_INVALID for bytes that are not a score matrix, or one of another version. */
  static fromBytes(bytes: Uint8Array): ScoreMatrix {
    const { json, floats } = decodeBlob(bytes);
    const contents = json as Contents | null;
    if (contents?.version !== VERSION) throw invalidBlob(`Version ${String(contents?.version)}`);
    const { classes, masks, references, kept } = contents;
    const count =
      (masks.length + references.length) * classes + kept.reduce((sum, [, dims]) => sum + sizeOf(dims), 0);
    if (count !== floats.length) throw invalidBlob(`${floats.length} numbers where there should be ${count}`);
    const matrix = new ScoreMatrix(classes);
    let at = 0;
    const next = (length: number) => floats.slice(at, (at += length));
    for (const mask of masks) matrix.setRow(mask, next(classes));
    for (const name of references) matrix.setReference(name, next(classes));
    for (const [value, dims] of kept) matrix.keep(value, floatTensor(next(sizeOf(dims)), dims));
    return matrix;
  }
}
