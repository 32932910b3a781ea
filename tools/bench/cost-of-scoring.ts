// How long it takes to score heatmaps at 1024 × 1024, and the memory that it takes: finished, cut by three segmenters, measured
// by every localization metric and, with --agreement, compared with those of all other methods. The raw maps are given, so no
// network runs.
// Usage: node tools/run.js tools/bench/cost-of-scoring.ts [--maps 1000 --workers 2 --methods 10 --agreement]
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { floatTensor } from '@camscope/core';
import { encodeNpy } from '@camscope/pipeline';
import agreement from '@camscope/metrics-agreement';
import localization from '@camscope/metrics-localization';
import { createRandom } from '@camscope/statistics';

const ROOT = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    maps: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '2' },
    methods: { type: 'string', default: '10' },
    agreement: { type: 'boolean', default: false },
  },
});
const { maps, workers } = values;
const METHODS = Number(values.methods);
const FRAME = 1024;
/** Places along each side of a raw map. */
const SIDE = 7;

const folder = await mkdtemp(join(tmpdir(), 'camscope-bench-'));
try {
  await mkdir(join(folder, 'images'));
  await mkdir(join(folder, 'maps'));
  const random = createRandom(1);
  const rows = ['Image Index,Finding Label,Bbox [x,y,w,h],,,'];
  for (let i = 0; i < Math.ceil(Number(maps) / METHODS); i++) {
    const name = String(i).padStart(8, '0');
    const [x, y, w, h] = [0.6, 0.6, 0.3, 0.3].map((most) => 20 + random.real() * most * FRAME);
    rows.push([`${name}.png`, 'Pneumonia', x, y, w, h].join(','));
    await writeFile(join(folder, 'images', `${name}.png`), '');
    for (let m = 0; m < METHODS; m++) {
      const data = Float32Array.from({ length: SIDE * SIDE }, () => random.real() ** 3);
      await writeFile(join(folder, 'maps', `${name}.${m}.npy`), encodeNpy(floatTensor(data, [SIDE, SIDE])));
    }
  }
  await writeFile(join(folder, 'boxes.csv'), `${rows.join('\n')}\n`);
  await writeFile(join(folder, 'study.yaml'), study());
  const cli = join(ROOT, 'packages/cli/bin/camscope.cjs');
  const { status, stderr } = spawnSync(process.execPath, [cli, 'run', join(folder, 'study.yaml')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const account = JSON.parse(await readFile(join(folder, 'out/run.json'), 'utf8')) as {
    seconds: number;
    maps: number;
    rows: number;
    peakMegabytes: number;
  };
  const each = ((1000 * account.seconds) / account.maps).toFixed(0);
  console.log(
    `${account.maps} maps, ${account.rows} rows, ${workers} workers: ${account.seconds.toFixed(1)} s, ${each} ms a map; at most ${account.peakMegabytes} MiB`,
  );
} finally {
  await rm(folder, { recursive: true });
}

function study(): string {
  const imports = Array.from(
    { length: METHODS },
    (_, m) => `  - { as: map-${m}, files: 'maps/{stem}.${m}.npy' }`,
  );
  return `version: 1
data: { use: chestxray14, images: images, boxes: boxes.csv }
imports:
${imports.join('\n')}
segmenters: [multi-otsu, contours, threshold]
metrics: [${localization.contributes.map(({ id }) => id).join(', ')}]
agreement: [${values.agreement ? agreement.contributes.map(({ id }) => id).join(', ') : ''}]
priors: []
runtime: { workers: ${workers} }
out: out
`;
}
