import type { Box } from '@camscope/core';
import type { MapLine } from '@camscope/pipeline';
import type { ParquetTable } from './parquet-table.ts';

const KEY = ['model', 'image', 'class', 'method'] as const;

/** What tells a map from all others of a run. */
export type MapKey = Readonly<Record<(typeof KEY)[number], string>>;

/** Where each map of a run is told: names are read once, the rest of a row when its map is looked at. */
export class MapIndex {
  readonly #table: ParquetTable;
  readonly #rows = new Map<string, number>();

  private constructor(table: ParquetTable) {
    this.#table = table;
  }

  static async of(table: ParquetTable): Promise<MapIndex> {
    const index = new MapIndex(table);
    await table.scan(KEY, ([model, image, label, method], before) => {
      for (let i = 0; i < model.length; i++)
        index.#rows.set(JSON.stringify([model[i], image[i], label[i], method[i]]), before + i);
    });
    return index;
  }

  /** Undefined where the run has no such map: of a reader, a prior, or one that failed. */
  async line({ model, image, class: label, method }: MapKey): Promise<MapLine | undefined> {
    const row = this.#rows.get(JSON.stringify([model, image, label, method]));
    return row === undefined ? undefined : lineOf(await this.#table.row(row));
  }
}

function lineOf(row: Readonly<Record<string, unknown>>): MapLine | undefined {
  const text = (name: string) => (typeof row[name] === 'string' ? row[name] : '');
  const number = (name: string) => (typeof row[name] === 'number' ? row[name] : undefined);
  if (text('map') === '') return undefined;
  return {
    ...{ model: text('model'), image: text('image'), class: text('class'), method: text('method') },
    ...{ layer: text('layer'), file: `/${text('map')}`, array: text('array') },
    gives: text('gives') === 'attribution' ? 'attribution' : 'map',
    region: { x0: number('x0') ?? 0, y0: number('y0') ?? 0, x1: number('x1') ?? 0, y1: number('y1') ?? 0 },
    ...{ probability: number('probability'), passes: number('passes') },
    facts: (row['facts'] ?? undefined) as MapLine['facts'],
    boxes: (row['boxes'] ?? {}) as Readonly<Record<string, Box>>,
  };
}
