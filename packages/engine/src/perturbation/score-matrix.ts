import { floatTensor, type FloatTensor } from '@camscope/core';

/** What a score matrix says of itself when it is written down, beside its arrays. */
export interface ScoreMatrixFacts {
  readonly version: 1;
  readonly classes: number;
  /** Masks whose logits are the rows of the array `logits`. */
  readonly masks: readonly number[];
  /** What the rows of the array `references` are the logits of. */
  readonly references: readonly string[];
  /** Values of the graph that are the arrays `kept-0`, `kept-1`, … */
  readonly kept: readonly string[];
}

/** A score matrix as JSON and float32 arrays, which NumPy can read. */
export interface WrittenScoreMatrix {
  readonly facts: ScoreMatrixFacts;
  readonly arrays: Readonly<Record<string, FloatTensor>>;
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

  setRow(mask: number, logits: Float32Array): void {
    this.#rows.set(mask, logits.slice());
  }

  reference(name: string): Float32Array | undefined {
    return this.#references.get(name);
  }

  setReference(name: string, logits: Float32Array): void {
    this.#references.set(name, logits.slice());
  }

  /** A value of the graph on the image as it is, [1,…] as the graph has it. */
  kept(value: string): FloatTensor | undefined {
    return this.#kept.get(value);
  }

  keep(value: string, tensor: FloatTensor): void {
    this.#kept.set(value, tensor);
  }

  write(): WrittenScoreMatrix {
    const masks = [...this.#rows.keys()].sort((a, b) => a - b);
    const references = [...this.#references.keys()];
    const kept = [...this.#kept.keys()];
    const arrays: Record<string, FloatTensor> = {
      logits: this.#joined(masks.map((mask) => this.#rows.get(mask)!)),
      references: this.#joined(references.map((name) => this.#references.get(name)!)),
    };
    kept.forEach((value, i) => (arrays[`kept-${i}`] = this.#kept.get(value)!));
    return { facts: { version: 1, classes: this.classes, masks, references, kept }, arrays };
  }

  static read({ facts, arrays }: WrittenScoreMatrix): ScoreMatrix {
    const { classes } = facts;
    const matrix = new ScoreMatrix(classes);
    const row = (array: string, i: number) => arrays[array].data.subarray(i * classes, (i + 1) * classes);
    facts.masks.forEach((mask, i) => matrix.setRow(mask, row('logits', i)));
    facts.references.forEach((name, i) => matrix.setReference(name, row('references', i)));
    facts.kept.forEach((value, i) => matrix.keep(value, arrays[`kept-${i}`]));
    return matrix;
  }

  #joined(rows: readonly Float32Array[]): FloatTensor {
    const data = new Float32Array(rows.length * this.classes);
    rows.forEach((row, i) => data.set(row, i * this.classes));
    return floatTensor(data, [rows.length, this.classes]);
  }
}
