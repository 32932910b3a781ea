import type { FactorTable } from '@camscope/statistics';
import type { SeriesList } from './series.ts';

/** Mean agreement of one pair on one class. */
interface Cell {
  readonly modelA: string;
  readonly a: string;
  readonly modelB: string;
  readonly b: string;
  readonly class: string;
  readonly mean: number;
  readonly n: number;
}

/** Which pairs: on one network or all, on one class or all. */
export interface PairFilter {
  readonly model?: string;
  readonly class?: string;
}

export interface PairMean {
  /** Over all cases; null where the pair was not compared. */
  readonly value: number | null;
  readonly n: number;
}

/** Means of one measure of agreement by pair, network and class. */
export class Agreements {
  readonly #cells: readonly Cell[];
  readonly #series: SeriesList;

  constructor(table: FactorTable, series: SeriesList) {
    this.#series = series;
    this.#cells = table.groupBy('model_a', 'a', 'model_b', 'b', 'class').flatMap(({ key, table: rows }) => {
      const mean = rows.mean();
      if (mean === null) return [];
      const { model_a: modelA, a, model_b: modelB, b, class: label } = key;
      return [{ modelA, a, modelB, b, class: label, mean, n: rows.size - rows.missing() }];
    });
  }

  get classes(): string[] {
    return [...new Set(this.#cells.map((cell) => cell.class))];
  }

  get models(): string[] {
    return [...new Set(this.#cells.flatMap(({ modelA, modelB }) => [modelA, modelB]))].filter(
      (name) => name !== '',
    );
  }

  /** Readers first, then methods, then priors. */
  names(): string[] {
    const all = this.#series.sorted(this.#cells.flatMap(({ a, b }) => [a, b]));
    return (['reader', 'method', 'prior'] as const).flatMap((kind) => this.#series.ofKind(kind, all));
  }

  /** Every pair's mean within networks: a pair of two networks is not counted. */
  within(filter: PairFilter = {}): (a: string, b: string) => PairMean {
    const { model, class: label } = filter;
    const sums = new Map<string, { sum: number; n: number }>();
    for (const cell of this.#cells) {
      const models = [cell.modelA, cell.modelB].filter((name) => name !== '');
      const fits =
        new Set(models).size <= 1 && (model === undefined || models.every((name) => name === model));
      if (!fits || (label !== undefined && cell.class !== label)) continue;
      add(sums, pairKey(cell.a, cell.b), cell);
    }
    return (a, b) => meanOf(sums.get(pairKey(a, b)));
  }

  /** How alike the same method is on two networks, over all methods and cases. */
  betweenNetworks(): (a: string, b: string) => PairMean {
    const sums = new Map<string, { sum: number; n: number }>();
    for (const cell of this.#cells) {
      const { modelA, modelB, a, b } = cell;
      if (a === b && modelA !== modelB && modelA !== '' && modelB !== '')
        add(sums, pairKey(modelA, modelB), cell);
    }
    return (a, b) => meanOf(sums.get(pairKey(a, b)));
  }
}

function add(sums: Map<string, { sum: number; n: number }>, key: string, { mean, n }: Cell): void {
  const before = sums.get(key) ?? { sum: 0, n: 0 };
  sums.set(key, { sum: before.sum + mean * n, n: before.n + n });
}

function meanOf(found: { sum: number; n: number } | undefined): PairMean {
  return found ? { value: found.sum / found.n, n: found.n } : { value: null, n: 0 };
}

function pairKey(a: string, b: string): string {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}
