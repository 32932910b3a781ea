// What a table of 100,000 scores costs: written as CSV and as Parquet, and read.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import { headerOf, lineOf, readTable, scores, writeParquet } from '@camscope/pipeline';

const ROWS = 100_000;
const METHODS = 17;

function* lines() {
  yield headerOf(scores);
  for (let i = 0; i < ROWS; i++) yield lineOf(scores, row(i));
}

function row(i: number) {
  const image = Math.floor(i / (METHODS * 4));
  const at = (Math.sin(i) + 1) * 256;
  return {
    ...{ model: 'densenet121', image: `${image}.png`, patient: `${image >> 1}`, class: 'Cardiomegaly' },
    ...{ method: `method-${i % METHODS}`, kind: 'method', layer: 'features.norm5', segmenter: 'multi-otsu' },
    ...{ metric: `metric-${i % 4}`, against: 'finding', value: Math.abs(Math.sin(i)), regions: i % 5 },
    ...{
      score: Math.fround(at / 100),
      probability: Math.fround(at / 512),
      x0: at,
      y0: at,
      x1: at + 9,
      y1: at + 9,
    },
  };
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${what.padEnd(12)} ${seconds.toFixed(2)} s, ${Math.round(ROWS / seconds)} rows a second`);
}

const folder = await mkdtemp(join(tmpdir(), 'camscope-'));
const [csv, parquet] = ['scores.csv', 'scores.parquet'].map((name) => join(folder, name));
const file = { files: nodeFiles, folder, table: scores };
const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
try {
  await timed('write CSV', () => nodeFiles.writeFrom(csv, lines()));
  await timed('read CSV', () => readTable(file, ['image', 'method', 'value'], () => {}));
  await timed('make Parquet', () => writeParquet(file));
  const [text, typed] = await Promise.all(
    [csv, parquet].map(async (path) => megabytes((await stat(path)).size)),
  );
  console.log(
    `${text} MB of CSV, ${typed} MB of Parquet, at most ${megabytes(process.resourceUsage().maxRSS * 1024)} MB of memory`,
  );
} finally {
  await rm(folder, { recursive: true });
}
