import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CamscopeError,
  createContainer,
  FILES,
  REGISTRY,
  defineDataset,
  defineExplainer,
  defineFilter,
  defineImageCodec,
  defineMetric,
  definePlugin,
  defineSegmenter,
  floatTensor,
  type Annotation,
  type Container,
  type Sample,
} from '@camscope/core';
import priors from '@camscope/baselines-priors';
import readers from '@camscope/baselines-readers';
import { nodeFiles } from '@camscope/files-node';
import { createModel } from '@camscope/onnx';
import { channelSum, gradient, mul, relu, spatialMean } from '@camscope/onnx/expressions';
import { nodeRuntime } from '@camscope/runtime-node';
import { anyNetwork } from '@camscope/testkit';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { parts } from './parts.ts';

const gradCam = defineExplainer({
  id: 'grad-cam',
  title: 'Grad-CAM',
  options: z.strictObject({ relu: z.boolean().default(true) }),
  presets: {
    signed: { summary: 'No ReLU', options: { relu: false }, map: { normalise: 'max', rectify: 'raw' } },
  },
  map: ({ activations, score }, options) => {
    const map = channelSum(mul(spatialMean(gradient(score, activations)), activations));
    return options.relu ? relu(map) : map;
  },
});

const threshold = defineSegmenter({
  id: 'threshold',
  title: 'One box around all that is hot',
  options: z.strictObject({
    above: z.number().default(0.5),
    by: z.record(z.string(), z.number()).optional(),
    fail: z.boolean().default(false),
  }),
  tuned: (by) => ({ by }),
  segment: ({ width, height, data }, { by, fail, ...given }, { label = '' } = {}) => {
    const above = by?.[label] ?? given.above;
    if (fail) throw new Error('broken segmenter');
    const hot = Uint8Array.from(data, (heat) => (heat > above ? 1 : 0));
    const mask = { width, height, data: hot };
    const area = hot.reduce((sum, inside) => sum + inside, 0);
    if (area === 0) return { regions: [], mask, thresholds: [above] };
    const pixels = [...hot.keys()].filter((i) => hot[i] === 1);
    const xs = pixels.map((i) => i % width);
    const ys = pixels.map((i) => Math.floor(i / width));
    const box = {
      x0: Math.min(...xs),
      y0: Math.min(...ys),
      x1: Math.max(...xs) + 1,
      y1: Math.max(...ys) + 1,
    };
    return { regions: [{ box, area, meanHeat: 1, score: area }], mask, thresholds: [above] };
  },
});

const hotArea = defineMetric({
  id: 'hot-area',
  title: 'Pixels in the mask',
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 64],
  measure: ({ segmentation }) => ({
    value: segmentation!.mask.data.reduce((sum, inside) => sum + inside, 0),
  }),
});

const meanHeat = defineMetric({
  id: 'mean-heat',
  title: 'Mean of the map',
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  options: z.strictObject({ mood: z.enum(['good', 'none', 'broken', 'nan']).default('good') }),
  measure: ({ map }, { mood }) => {
    if (mood === 'broken') throw new Error('broken\nmetric');
    if (mood === 'none') return { value: null, reason: 'nothing to measure' };
    return { value: mood === 'nan' ? NaN : map.data.reduce((sum, heat) => sum + heat, 0) / map.data.length };
  },
});

const invert = defineFilter({
  id: 'invert',
  title: 'One minus the map',
  filter: (map) => ({ ...map, data: map.data.map((heat) => 1 - heat) }),
});

export interface Listed {
  readonly id: string;
  readonly patient?: string;
  readonly split?: string;
  readonly annotations: readonly Annotation[];
  readonly labels?: Sample['labels'];
}

const people = { from: 'The Town', source: { text: 'A census, 1999' } };

/** Images of 4×4 pixels over frames of 8×8, and annotations from a JSON file. */
const listed = defineDataset({
  id: 'listed',
  title: 'A list',
  people,
  options: z.strictObject({ list: z.string(), scale: z.number().default(2) }),
  open: async ({ list, scale }, { baseDirectory }) => {
    const samples = JSON.parse(await readFile(resolve(baseDirectory, list), 'utf8')) as Listed[];
    const frame = { width: 4 * scale, height: 4 * scale };
    return {
      labels: ['Bright', 'Dark', 'Unseen'],
      samples: samples.map((sample) => ({
        ...sample,
        image: join(baseDirectory, sample.id),
        frame,
        labels: sample.labels ?? {},
      })),
      notes: ['a note of the data'],
    };
  },
});

/** How often each file was decoded. */
export const decoded = new Map<string, number>();

/** 16 bytes are 4×4 grey pixels. */
const raw16 = defineImageCodec({
  id: 'raw16',
  title: '16 grey pixels',
  decode: async (bytes, name) => {
    decoded.set(name, (decoded.get(name) ?? 0) + 1);
    if (bytes.length !== 16)
      throw new CamscopeError('IMAGE_INVALID', 'Not 16 pixels', { found: `${bytes.length} bytes` });
    return { width: 4, height: 4, channels: 1, data: new Uint8Array(bytes), white: 255 };
  },
  encodePng: () => Promise.reject(new Error('not needed')),
  encodeJpeg: () => Promise.reject(new Error('not needed')),
});

const plugin = definePlugin({
  name: 'support',
  apiVersion: 1,
  contributes: [
    ...[gradCam, threshold, hotArea, meanHeat, invert, listed, raw16, anyNetwork, nodeRuntime],
    ...parts,
  ],
});

/** An application with these plugins, on the files of this machine. */
export function application(): Container {
  const container = createContainer([plugin, priors, readers]);
  container.bind(FILES).toConstantValue(nodeFiles);
  return container;
}

export const registry = application().get(REGISTRY);

/**
 * The maps are the image x and its negative, and the logits 32, −32 and 0 times its mean. The gradients of class 0 are
 * 16/16 and −16/16, so its raw Grad-CAM is x − (−x) = 2x; that of class 1 is −2x before its ReLU.
 */
const mirrorOf = (side: number) =>
  createModel({
    nodes: [
      { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'] },
      { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
    ],
    initializers: {
      kernel: floatTensor(Float32Array.of(1, -1), [2, 1, 1, 1]),
      w: floatTensor(Float32Array.of(16, -16, 0, -16, 16, 0), [2, 3]),
    },
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, side, side] }],
    outputs: [{ name: 'logits' }],
  });

export const mirror = mirrorOf(4);
/** The same for pictures of 1 MiB. */
export const large = mirrorOf(512);

/** A picture whose two middle columns are white and grey, of 1 and 0.6. */
export const shaded = Uint8Array.of(0, 0, 0, 0, 0, 255, 153, 0, 0, 255, 153, 0, 0, 0, 0, 0);

/** A picture whose four middle pixels are white. */
export const bright = Uint8Array.of(0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0);

const BOX = { x0: 2, y0: 2, x1: 6, y1: 6 };
export const annotated = (...labels: string[]): Annotation[] =>
  labels.map((label) => ({ label, boxes: [BOX] }));

export const STUDY = `version: 1
models:
  - { file: mirror.onnx, name: mirror, labels: [bright, dark, other] }
data: { use: listed, list: list.json }
methods: [grad-cam]
map: { upsample: nearest }
segmenters: [threshold]
metrics: [hot-area]
priors: []
out: results
`;

/** What is told of its network. */
export const GUESSED =
  'mirror: nobody stated activation sigmoid (the graph has none after its scores, of findings that go together perhaps): ' +
  'guessed, until a model card says it';

export interface StudyFiles {
  readonly study?: string;
  readonly list?: readonly Listed[];
  readonly [name: string]: unknown;
}

/** A folder with a study, its network, its list and three images; gone after the test. */
export async function studyFolder({ study = STUDY, list, ...others }: StudyFiles = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-experiment-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const samples = list ?? [
    { id: 'a.raw', patient: 'p1', annotations: annotated('Bright') },
    { id: 'b.raw', patient: 'p1', annotations: annotated('Bright', 'Dark') },
    { id: 'c.raw', annotations: annotated('Dark') },
  ];
  const files: Record<string, unknown> = {
    'study.yaml': study,
    'list.json': JSON.stringify(samples),
    'mirror.onnx': mirror,
    'a.raw': bright,
    'b.raw': bright,
    'c.raw': bright,
    ...others,
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), content as Uint8Array);
  return folder;
}
