import { Pairing } from './pairing.ts';

/** What tells a score of one measure from all others. */
export const FACTORS = ['model', 'method', 'class', 'image', 'reader'] as const;
export type Factor = (typeof FACTORS)[number];

/** A column of words: every row's code is an index into `levels`. */
export interface Words {
  readonly levels: readonly string[];
  readonly codes: Uint32Array;
}

/** Of a row: a network, method, class, image and reader, by name. */
export type Key = Readonly<Record<Factor, string>>;

/**
 * The scores of one measure under one segmenter, in one run or in two: a row for each explanation of a finding and each reader of it, in
 * columns. Where a run has no such row, or the row no value, the value is NaN.
 */
export interface ScoreRows {
  readonly size: number;
  readonly words: Readonly<Record<Factor, Words>>;
  /** Of each row a number for its class and image. */
  readonly findings: Uint32Array;
  /** Of each row a number for its finding, network and reader, below `caseCount`: all but its method. */
  readonly cases: Uint32Array;
  readonly caseCount: number;
  /** Who a row counts to when patients are drawn: the patient, or the image where none is known. */
  readonly clusters: Words;
  /** `method`, `prior` or `reader`. */
  readonly kinds: Words;
  /** Of each run. */
  readonly values: readonly Float64Array[];
  /** Why there is no value, of each run. */
  readonly reasons: readonly ReadonlyMap<number, string>[];
}

export interface ScoreRow extends Key {
  readonly patient: string;
  readonly kind: string;
  readonly value: number | null;
  readonly reason?: string;
}

/** Collects rows, run after run. */
export class ScoreRowsBuilder {
  readonly #words = Object.fromEntries(FACTORS.map((name) => [name, new Column()])) as Record<Factor, Column>;
  readonly #clusters = new Column();
  readonly #kinds = new Column();
  readonly #findings = new Pairing();
  readonly #judges = new Pairing();
  readonly #cases = new Pairing();
  readonly #known = new Pairing();
  readonly #findingOf: number[] = [];
  readonly #caseOf: number[] = [];
  readonly #values: number[][];
  readonly #reasons: Map<number, string>[];

  constructor(runs: number) {
    this.#values = Array.from({ length: runs }, () => []);
    this.#reasons = Array.from({ length: runs }, () => new Map<number, string>());
  }

  add(run: number, row: ScoreRow): void {
    const codes = FACTORS.map((name) => this.#words[name].codeOf(row[name]));
    const [model, method, label, image, reader] = codes;
    const finding = this.#findings.codeOf(label, image);
    const found = this.#cases.codeOf(finding, this.#judges.codeOf(model, reader));
    const at = this.#known.codeOf(found, method);
    if (at === this.#caseOf.length) {
      this.#findingOf.push(finding);
      this.#caseOf.push(found);
      FACTORS.forEach((name, i) => this.#words[name].codes.push(codes[i]));
      this.#clusters.codes.push(this.#clusters.codeOf(row.patient || row.image));
      this.#kinds.codes.push(this.#kinds.codeOf(row.kind));
    }
    this.#values[run][at] = row.value ?? NaN;
    if (row.reason !== undefined) this.#reasons[run].set(at, row.reason);
  }

  build(): ScoreRows {
    const size = this.#known.size;
    return {
      size,
      words: Object.fromEntries(FACTORS.map((name) => [name, this.#words[name].built()])) as Record<
        Factor,
        Words
      >,
      findings: Uint32Array.from(this.#findingOf),
      cases: Uint32Array.from(this.#caseOf),
      caseCount: this.#cases.size,
      clusters: this.#clusters.built(),
      kinds: this.#kinds.built(),
      values: this.#values.map((values) => Float64Array.from({ length: size }, (_, i) => values[i] ?? NaN)),
      reasons: this.#reasons,
    };
  }
}

export function keyOf({ words }: ScoreRows, row: number): Key {
  return Object.fromEntries(FACTORS.map((name) => [name, wordOf(words[name], row)])) as Key;
}

export function wordOf({ levels, codes }: Words, row: number): string {
  return levels[codes[row]];
}

/** The row of a key; undefined where there is none. */
export function rowOf(rows: ScoreRows, key: Key): number | undefined {
  const codes = FACTORS.map((name) => rows.words[name].levels.indexOf(key[name]));
  for (let row = 0; row < rows.size; row++)
    if (FACTORS.every((name, i) => rows.words[name].codes[row] === codes[i])) return row;
  return undefined;
}

class Column {
  readonly codes: number[] = [];
  readonly #codes = new Map<string, number>();

  codeOf(level: string): number {
    const known = this.#codes.get(level);
    if (known !== undefined) return known;
    this.#codes.set(level, this.#codes.size);
    return this.#codes.size - 1;
  }

  built(): Words {
    return { levels: [...this.#codes.keys()], codes: Uint32Array.from(this.codes) };
  }
}
