import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { floatTensor } from '@camscope/core';
import { unitsIn } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import { encodeNpy } from '@camscope/pipeline';
import { block, CARD, folderWith, mirror, png } from './support.ts';

/** Variable that says how many times as long they take. */
export const SLOWER = 'CAMSCOPE_TEST_SLOWER';

/** Parts that take their time, so that a process is at work for long on little, and a dataset of which everything is known. */
const SLOW = `import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defineAgreement, defineClassificationMetric, defineDataset, defineFaithfulness, defineFeature, defineMetric, definePlugin,
} from '@camscope/core';

const times = Number(process.env.${SLOWER} ?? 1);
const wait = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, times * milliseconds);
const mean = (data) => data.reduce((sum, value) => sum + value, 0) / data.length;
const scale = { scoreDirection: 'higher', range: [-1, 1] };

export default definePlugin({
  name: 'slow',
  apiVersion: 1,
  contributes: [
    defineDataset({
      id: 'listed', title: 'A list',
      open: async (_, { baseDirectory }) => ({
        labels: ['Mass', 'Nodule'],
        samples: JSON.parse(await readFile(join(baseDirectory, 'list.json'), 'utf8')).map((sample) => ({
          ...sample, image: join(baseDirectory, sample.id), frame: { width: 8, height: 8 },
        })),
        notes: [],
      }),
    }),
    defineMetric({
      id: 'slow-heat', title: 'Heat', needs: 'map', ...scale,
      measure: ({ map }) => (wait(4), { value: mean(map.data) }),
    }),
    defineAgreement({
      id: 'slow-likeness', title: 'Likeness', needs: 'map', ...scale,
      compare: (a, b) => (wait(2), { value: 1 - Math.abs(mean(a.map.data) - mean(b.map.data)) }),
    }),
    defineFeature({
      id: 'slow-count', title: 'Count', ...scale,
      measure: ({ boxes }) => (wait(4), { value: boxes.length / 10 }),
    }),
    defineClassificationMetric({
      id: 'slow-mean', title: 'Mean', ...scale,
      measure: ({ probabilities }) => ({ value: mean(probabilities) }),
      interval: () => (wait(40), [-1, 1]),
    }),
    defineFaithfulness({
      id: 'slow-drop', title: 'Drop', ...scale,
      evaluate: async ({ image, map, forward, probability }) => {
        wait(6);
        const without = { ...image, data: image.data.map((value, i) => value * (1 - map.data[i])) };
        const [before, after] = (await forward([image, without])).map(probability);
        return { value: before - after, curve: [[0, before], [1, after]] };
      },
    }),
  ],
});
`;

/** Every stage there is: two networks, a method that masks, an import, readers, priors, and a measure of every kind. */
export const EVERYTHING = `version: 1
plugins: [./slow.mjs]
models: [{ card: card.yaml }, { card: card.yaml, name: other }]
data: listed
methods: [grad-cam, { use: rise, options: { masks: 40, cells: 2 } }]
imports: [{ as: drawn, files: 'drawn/{stem}.{label}.npy' }]
map: { upsample: nearest }
filters: [gaussian]
segmenters: [{ use: multi-otsu, options: { classes: 2 } }]
metrics: [box-iou, slow-heat]
agreement: [slow-likeness]
features: [slow-count]
classification: [slow-mean]
faithfulness: [slow-drop]
sanity: { metrics: [slow-likeness], images: 2, steps: 3 }
priors: [mean-box, random]
runtime: { batch: 1, workers: 0 }
out: results
`;

const BOX = { x0: 2, y0: 3, x1: 5, y1: 6 };
const drawn = (label: string, reader?: string) => ({ label, boxes: [BOX], reader });
const KNOWN = { Mass: 1, Nodule: 0 };

/** Samples of such a study: some with findings, some whose labels alone are known. */
export const LIST = [
  { id: 'a.png', patient: 'p1', annotations: [drawn('Mass', 'ann'), drawn('Mass', 'bob')], labels: KNOWN },
  { id: 'b.png', patient: 'p2', annotations: [drawn('Mass'), drawn('Nodule')], labels: KNOWN },
  { id: 'c.png', annotations: [drawn('Nodule')], labels: { Mass: 0, Nodule: 1 } },
  { id: 'd.png', annotations: [drawn('Mass')], labels: KNOWN },
  ...Array.from({ length: 6 }, (_, i) => ({ id: `${i}.png`, annotations: [], labels: { Mass: i % 2 } })),
];

type File = string | Uint8Array;

/** A folder with such a study, and what it reads. */
export async function everythingIn(files: Readonly<Record<string, File>> = {}): Promise<string> {
  const pictures = LIST.map(async ({ id }, i) => [id, await png(block(i % 5, (2 * i) % 5))] as const);
  const cwd = await folderWith({
    'slow.mjs': SLOW,
    'study.yaml': EVERYTHING,
    'list.json': JSON.stringify(LIST),
    'mirror.onnx': mirror,
    'card.yaml': CARD,
    ...Object.fromEntries(await Promise.all(pictures)),
  });
  await mkdir(join(cwd, 'drawn'));
  for (const { id, annotations } of LIST)
    for (const { label } of annotations) {
      const map = floatTensor(
        Float32Array.from({ length: 16 }, (_, i) => (7 * i) % 16),
        [4, 4],
      );
      await writeFile(join(cwd, 'drawn', `${id.replace('.png', '')}.${label}.npy`), encodeNpy(map));
    }
  for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content);
  return cwd;
}

/** What a run has left, by name: all but its store, and of its account what is not about time; of what it consists of, line by line. */
export async function leftBy(out: string): Promise<ReadonlyMap<string, string>> {
  const left = new Map<string, string>();
  for (const name of await filesBelow(out)) {
    if (/^(store|shards|report)\//.test(name) || /\.part$/.test(name)) continue;
    const content = await readFile(join(out, name));
    left.set(name, TOLD[name]?.(content) ?? sha256(content));
  }
  return left;
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** What is told of a file, where it is more than whether it is another. */
const TOLD: Readonly<Record<string, (content: Uint8Array) => string>> = {
  'run.json': accountIn,
  'units.json': (content) => JSON.stringify(JSON.parse(new TextDecoder().decode(content)), null, 1),
};

function accountIn(content: Uint8Array): string {
  const account = JSON.parse(new TextDecoder().decode(content)) as Record<string, unknown>;
  return JSON.stringify({ ...account, ended: '', seconds: 0, peakMegabytes: 0, device: undefined });
}

/** A unit of a run: the file in the store whose being there says that it is done. */
export interface KnownUnit {
  readonly stage: string;
  readonly key: string;
  readonly path: string;
}

/** The units of a run in the order in which they were done. */
export async function unitsDone(out: string): Promise<KnownUnit[]> {
  const { units } = (await unitsIn(nodeFiles, out))!;
  const store = openStore(join(out, 'store'));
  const all = Object.entries(units).flatMap(([group, of]) =>
    of.map(([key]) => ({ stage: group.split('/', 1)[0], key, path: indexOf(join(out, 'store'), key) })),
  );
  const times = await Promise.all(all.map(async ({ key }) => (await store.find(key))?.time ?? 0));
  return all
    .map((unit, i) => ({ unit, time: times[i] }))
    .sort((a, b) => a.time - b.time)
    .map(({ unit }) => unit);
}

export function isDone({ path }: KnownUnit): boolean {
  return existsSync(path);
}

/** Where a store has the line about a key. */
export function indexOf(store: string, key: string): string {
  const hash = sha256(key);
  return join(store, 'index-v5', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4));
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
