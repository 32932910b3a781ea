import { FactorTable } from './factor-table.ts';
import { Growing } from './growing.ts';

/** Rows for which there is room at first. */
const FIRST = 64;

/** Collects rows, one at a time; 2 to 4 bytes per factor and 8 per value are kept. */
export class FactorTableBuilder {
  readonly #factors: readonly string[];
  readonly #codes: Growing<Uint16Array | Uint32Array>[];
  readonly #dictionaries: Map<string, number>[];
  readonly #values = new Growing<Float64Array>(new Float64Array(FIRST));

  /** @throws RangeError when a factor is named twice. */
  constructor(factors: readonly string[]) {
    if (new Set(factors).size < factors.length)
      throw new RangeError(`A factor is named twice: ${factors.join(', ')}`);
    this.#factors = [...factors];
    this.#codes = factors.map(() => new Growing<Uint16Array | Uint32Array>(new Uint16Array(FIRST)));
    this.#dictionaries = factors.map(() => new Map());
  }

  /**
   * One row.
   * @param levels in the order of the factors; '' is a level like any other.
   * @param value null or NaN where it is missing.
   * @throws RangeError when the levels do not match the factors, or the value is infinite.
   */
  add(levels: readonly string[], value: number | null): this {
    if (levels.length !== this.#factors.length)
      throw new RangeError(`Got ${levels.length} levels for the factors ${this.#factors.join(', ')}`);
    if (value === Infinity || value === -Infinity)
      throw new RangeError(`A value must be finite, got ${value}`);
    for (let f = 0; f < levels.length; f++) this.#addCode(f, levels[f]);
    this.#values.push(value ?? NaN);
    return this;
  }

  /** The table of all rows so far. */
  build(): FactorTable {
    return new FactorTable(
      this.#factors.map((name, f) => ({
        name,
        levels: [...this.#dictionaries[f].keys()],
        codes: this.#codes[f].trimmed(),
      })),
      this.#values.trimmed(),
    );
  }

  #addCode(factor: number, level: string): void {
    const dictionary = this.#dictionaries[factor];
    const codes = this.#codes[factor];
    let code = dictionary.get(level);
    if (code === undefined) {
      code = dictionary.size;
      dictionary.set(level, code);
      if (code === 2 ** 16) codes.widen((narrow) => new Uint32Array(narrow));
    }
    codes.push(code);
  }
}

/** A table of records that hold a level of every factor and a `value`: a number, or null where it is missing. */
export function factorTable(
  factors: readonly string[],
  rows: Iterable<Readonly<Record<string, string | number | null>>>,
): FactorTable {
  const builder = new FactorTableBuilder(factors);
  for (const row of rows) {
    const levels = factors.map((factor) => levelOf(row[factor], factor));
    builder.add(levels, valueOf(row.value));
  }
  return builder.build();
}

function levelOf(level: string | number | null | undefined, factor: string): string {
  if (typeof level === 'string') return level;
  throw new RangeError(`A row has no level of the factor '${factor}', but ${level}`);
}

function valueOf(value: string | number | null | undefined): number | null {
  if (value === null || typeof value === 'number') return value;
  throw new RangeError(`A row's value must be a number or null, got ${value}`);
}
