import {
  agreement,
  fileOf,
  headerOf,
  lineOf,
  maps,
  parquetFileOf,
  scores,
  writeParquet,
  type Table,
} from '@camscope/pipeline';
import { memoryFiles } from '@camscope/files-memory';
import { expect, test } from 'vitest';
import { matrixOf, readAgreement } from '../../src/run/data/agreement-rows.ts';
import { MapIndex } from '../../src/run/data/map-index.ts';
import { ParquetTable } from '../../src/run/data/parquet-table.ts';
import { measuresIn, readScores } from '../../src/run/data/read-scores.ts';
import { keyOf } from '../../src/run/data/score-rows.ts';

interface Counted {
  readonly table: ParquetTable;
  /** Bytes read so far. */
  readonly read: () => number;
  readonly bytes: number;
}

/** A table as a run writes it, of which it is counted what is read. */
async function written(table: Table, rows: readonly object[]): Promise<Counted> {
  const files = memoryFiles();
  const lines = rows.map((row) => lineOf(table, row as never));
  await files.write(`/${fileOf(table)}`, headerOf(table) + lines.join(''));
  await writeParquet({ files, folder: '/', table });
  const { buffer, byteOffset, byteLength } = await files.read(`/${parquetFileOf(table)}`);
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  let read = 0;
  const slice = (start: number, end = byteLength) => {
    read += end - start;
    return bytes.slice(start, end);
  };
  return { table: await ParquetTable.open({ byteLength, slice }), read: () => read, bytes: byteLength };
}

const SCORE = {
  ...{ model: 'net', image: '1.png', class: 'Mass', method: 'grad-cam', kind: 'method', segmenter: 'otsu' },
  ...{ metric: 'iou', reader: 'R1', against: 'finding', value: 0.5 },
};

test('scores of a measure are read, with those that no segmenter made, and of findings alone', async () => {
  const { table } = await written(scores, [
    SCORE,
    { ...SCORE, segmenter: 'contours', value: 0.6 },
    { ...SCORE, metric: 'hit', value: 1 },
    { ...SCORE, method: 'reader:R2', model: '', kind: 'reader', segmenter: '', value: 0.8 },
    { ...SCORE, against: 'confounder', value: 0.9 },
    { ...SCORE, method: 'layer-cam', value: undefined, reason: 'no-region' },
  ]);
  const rows = await readScores([table], { metric: 'iou', segmenter: 'otsu' });
  expect(Array.from({ length: rows.size }, (_, i) => keyOf(rows, i).method)).toEqual([
    'grad-cam',
    'reader:R2',
    'layer-cam',
  ]);
  expect([...rows.values[0]]).toEqual([0.5, 0.8, NaN]);
  expect(rows.reasons[0].get(2)).toBe('no-region');
  expect(await measuresIn(table)).toContainEqual({ metric: 'iou', segmenter: 'contours' });
});

test('rows of two runs stand side by side, and what one lacks has no value there', async () => {
  const a = await written(scores, [SCORE]);
  const b = await written(scores, [
    { ...SCORE, image: '2.png' },
    { ...SCORE, value: 0.25 },
  ]);
  const rows = await readScores([a.table, b.table], { metric: 'iou', segmenter: 'otsu' });
  expect(rows.values.map((values) => [...values])).toEqual([
    [0.5, NaN],
    [0.25, 0.5],
  ]);
});

test('columns that are not asked for are not read', async () => {
  const many = Array.from({ length: 4000 }, (_, i) => ({
    ...SCORE,
    image: `${i}.png`,
    ...{ value: Math.sin(i), score: Math.cos(i), x0: Math.sqrt(i), y0: Math.cbrt(i) },
  }));
  const { table, read, bytes } = await written(scores, many);
  const before = read();
  await table.scan(['metric', 'segmenter'], () => undefined);
  expect(read() - before).toBeLessThan(bytes / 10);
});

test('a map is found by what it is of, and one that failed is none', async () => {
  const map = { ...SCORE, map: 'maps/0.npz', array: '1.2', gives: 'map', x0: 1, y0: 2, x1: 3, y1: 4 };
  const { table } = await written(maps, [
    { ...map, method: 'layer-cam', map: '' },
    { ...map, probability: 0.5, boxes: { otsu: { x0: 0, y0: 0, x1: 2, y1: 2 } } },
  ]);
  const index = await MapIndex.of(table);
  const key = { model: 'net', image: '1.png', class: 'Mass', method: 'grad-cam' };
  expect(await index.line(key)).toMatchObject({
    ...{ file: '/maps/0.npz', array: '1.2', region: { x0: 1, y0: 2, x1: 3, y1: 4 }, probability: 0.5 },
    boxes: { otsu: { x0: 0, y0: 0, x1: 2, y1: 2 } },
  });
  expect(await index.line({ ...key, method: 'layer-cam' })).toBeUndefined();
  expect(await index.line({ ...key, method: 'none' })).toBeUndefined();
});

test('agreement is averaged pair by pair, within each network', async () => {
  const pair = {
    ...{ image: '1.png', class: 'Mass', metric: 'ssim', segmenter: '' },
    ...{ model_a: 'net', a: 'grad-cam', model_b: 'net', b: 'layer-cam', value: 0.5 },
  };
  const { table } = await written(agreement, [
    pair,
    { ...pair, image: '2.png', value: 1 },
    { ...pair, model_b: 'other', value: 0 },
    { ...pair, model_a: '', a: 'reader:R1', value: 0.25 },
    { ...pair, metric: 'spearman', value: -1 },
  ]);
  const rows = await readAgreement(table, { metric: 'ssim', segmenter: 'otsu' });
  const matrix = matrixOf(rows, false);
  expect(matrix.names).toEqual(['grad-cam', 'layer-cam', 'reader:R1']);
  expect([...matrix.means]).toEqual([NaN, 0.75, NaN, 0.75, NaN, 0.25, NaN, 0.25, NaN]);
  expect([...matrix.counts]).toEqual([0, 2, 0, 2, 0, 1, 0, 1, 0]);
  expect([...matrixOf(rows, true).means]).toEqual([NaN, 0.75, NaN, NaN, NaN, NaN, NaN, 0.25, NaN]);
});
