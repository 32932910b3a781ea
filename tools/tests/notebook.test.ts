import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { nodeFiles } from '@camscope/files-node';
import {
  fileOf,
  headerOf,
  lineOf,
  maps,
  scores,
  writeParquet,
  type RowOf,
  type Table,
} from '@camscope/pipeline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examplesOf } from '../docs/examples/example.ts';
import { readPage } from '../docs/pages.ts';

/** Box IoU of Grad-CAM and of Score-CAM by patient and image; two patients have two images, and one is not told. */
const IOU = [
  ['p1', 'a.png', 0.5, 0.25],
  ['p1', 'b.png', 0.125, 0.5],
  ['p2', 'c.png', 0.75, 0.25],
  ['p2', 'd.png', 0.5, undefined],
  [undefined, 'e.png', 0.25, 0],
] as const;

const score = (patient: string | undefined, image: string, method: string, value: number | undefined) => ({
  ...{ model: 'net', patient, image, class: 'Mass', method, kind: 'method', against: 'finding', value },
  ...{ segmenter: 'multi-otsu', metric: 'box-iou', reason: value === undefined ? 'no map' : undefined },
  failed: value === undefined,
});
const measured = IOU.flatMap(([patient, image, cam, other]) => [
  score(patient, image, 'grad-cam', cam),
  score(patient, image, 'score-cam', other),
]);
/** What the page's queries are to leave out. */
const aside = [
  { ...score('p1', 'a.png', 'grad-cam', 1), against: 'confounder' },
  { ...score('p1', 'a.png', 'centre-box', 1), model: '', kind: 'prior' },
];
const mapRows = IOU.map(([patient, image], i) => ({
  ...{ model: 'net', patient, image, class: 'Mass', method: 'grad-cam', gives: 'map' },
  boxes: i === 1 ? undefined : { 'multi-otsu': { x0: i / 2, y0: 0, x1: 9, y1: 9 } },
}));

const queries = examplesOf('docs/notebook.md', readPage('docs/notebook.md'))
  .filter(({ language }) => language === 'sql')
  .map(({ code }) => code);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camscope-notebook-'));
  await write(scores, [...measured, ...aside]);
  await write(maps, mapRows);
});
afterAll(() => rm(folder, { recursive: true }));

test('there is a query for each question', () => {
  expect(queries).toHaveLength(5);
});

test('means come with counts', async () => {
  const [means] = queries;
  const line = { metric: 'box-iou', segmenter: 'multi-otsu', model: 'net' };
  expect(await answer(means)).toEqual([
    { ...line, method: 'grad-cam', mean: mean(IOU.map(([, , cam]) => cam)), n: 5n, missing: 0n },
    { ...line, method: 'score-cam', mean: mean([0.25, 0.5, 0.25, 0]), n: 4n, missing: 1n },
  ]);
});

test('what is missing has its reason', async () => {
  expect(await answer(queries[1])).toEqual([
    { method: 'score-cam', metric: 'box-iou', reason: 'no map', missing: 1n },
  ]);
});

test('methods differ within findings, and patients count once', async () => {
  // p1: (0.25 − 0.375) / 2; p2: 0.5, since d.png has no pair; e.png is a patient of its own.
  const differences = [-0.0625, 0.5, 0.25];
  const [line] = await answer(queries[2]);
  expect(line).toMatchObject({ patients: 3n, mean: mean(differences) });
  const variance = differences.reduce((sum, d) => sum + (d - mean(differences)) ** 2, 0) / 2;
  expect(line.standard_error).toBeCloseTo(Math.sqrt(variance / 3), 12);
});

test('boxes are found in JSON', async () => {
  const known = { class: 'Mass', method: 'grad-cam' };
  expect(await answer(queries[3])).toEqual(
    [0, 2, 3, 4].map((i) => ({ image: IOU[i][1], ...known, x0: i / 2 })),
  );
});

test('columns tell what they mean', async () => {
  expect(await answer(queries[4])).toContainEqual({
    key: 'meaning of value',
    meaning: scores.columns.value.meaning,
  });
});

async function write<T extends Table>(table: T, rows: readonly RowOf<T>[]): Promise<void> {
  const lines = rows.map((row) => lineOf(table, row));
  await nodeFiles.write(join(folder, fileOf(table)), headerOf(table) + lines.join(''));
  await writeParquet({ files: nodeFiles, folder, table });
}

/** What DuckDB answers, started in the folder of the run. */
async function answer(query: string): Promise<Readonly<Record<string, unknown>>[]> {
  const database = await DuckDBInstance.create(':memory:', { file_search_path: folder });
  try {
    const connection = await database.connect();
    return (await connection.runAndReadAll(query)).getRowObjectsJS();
  } finally {
    database.closeSync();
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
