import {
  agreement,
  fileOf,
  headerOf,
  images,
  lineOf,
  LOCK_FILE,
  maps,
  readRun,
  scores,
  type RowOf,
  type Table,
} from '@camscope/pipeline';
import { memoryFiles } from '@camscope/testkit';
import { describe, expect, it } from 'vitest';
import { renderRun, type Report } from '../src/index.ts';

function csv<T extends Table>(table: T, rows: readonly RowOf<T>[]): Record<string, string> {
  return { [fileOf(table)]: headerOf(table) + rows.map((row) => lineOf(table, row)).join('') };
}

const MAP = { upsample: 'bilinear', rectify: 'none', normalise: 'min-max', reduce: 'max-abs' };
const scale = { scoreDirection: 'higher', range: ['0', '1'] };
const chosen = (use: string, title: string) => ({ name: use, use, options: {}, title });
const LOCK = {
  camscope: '1.2.3',
  plugins: [],
  study: { file: 'deep/chest-study.yaml' },
  models: [
    {
      ...{ name: 'net', file: 'nets\\net.onnx', sha256: 'abc', architecture: 'resnet50' },
      preprocessing: { size: [8, 8], channels: 1, fit: 'stretch', mean: [0], std: [1] },
      methods: [{ name: 'cam', layer: 'layer4', provider: 'cpu' }],
    },
  ],
  data: { ...chosen('made-up', 'Made up'), files: {} },
  methods: ['cam', 'signed'].map((name) => ({
    ...{ ...chosen('cam', 'CAM'), name, map: MAP, gives: 'map' },
  })),
  imports: [],
  map: MAP,
  filters: [],
  segmenters: [chosen('otsu', 'Otsu')],
  metrics: [
    { ...chosen('overlap', 'Overlap'), ...scale, names: ['overlap'] },
    {
      ...{ ...chosen('accuracy', 'Accuracy at overlap'), ...scale },
      ...{ names: ['accuracy.0.3', 'accuracy.0.5'], thresholds: { of: 'overlap', at: [0.3, 0.5] } },
    },
  ],
  agreement: [{ ...chosen('alike', 'Alikeness'), ...scale }],
  features: [],
  classification: [],
  baselines: [
    { ...chosen('guess', 'A guess'), series: 'prior', role: 'reference' },
    { ...chosen('reader', 'Radiologist'), series: 'reader' },
  ],
  seed: 0,
  runtime: { use: 'node' },
  imageCodec: 'sharp',
};

const VALUES = { cam: 0.6, signed: 0.4, guess: 0.2, 'reader:ann': 0.9 };

const scoreRows = Object.entries(VALUES).flatMap(([method, value]) =>
  [0, 1, 2].flatMap((i) =>
    ['overlap', 'accuracy.0.3', 'accuracy.0.5'].map((metric) => ({
      ...{ image: `i${i}`, patient: `p${i}`, class: 'Mass', method, metric, segmenter: 'otsu', regions: 1 },
      model: method in { cam: 0, signed: 0 } ? 'net' : '',
      kind: method === 'guess' ? 'prior' : method.startsWith('reader') ? 'reader' : 'method',
      against: 'finding',
      value: metric === 'overlap' ? value : Number(value > Number(metric.slice('accuracy.'.length))),
      failed: false,
    })),
  ),
);
const agreementRows = ['reader', 'reader:bob'].map((a) => ({
  ...{ image: 'i0', class: 'Mass', metric: 'alike', segmenter: '', value: 0.5 },
  ...{ model_a: '', a, model_b: 'net', b: 'cam' },
}));
const mapRows = [4, 4, 6].map((passes, i) => ({
  ...{
    model: 'net',
    image: `i${i >> 1}`,
    class: `${i}`,
    method: 'cam',
    layer: 'layer4',
    gives: 'map',
    passes,
  },
  facts: { massSeen: { share: 0.25 * (i + 1), estimated: i === 2 } },
}));

const files = {
  [LOCK_FILE]: JSON.stringify(LOCK),
  ...csv(scores, scoreRows),
  ...csv(agreement, agreementRows),
  ...csv(maps, mapRows),
  ...csv(images, [{ image: 'i0', file: 'i0.png', width: 8, height: 8, findings: { Mass: [{ boxes: [] }] } }]),
};
const RUN = new Map(
  Object.entries(files).map(([name, text]) => [`/${name}`, new TextEncoder().encode(text)]),
);

async function reportOf(asked: Parameters<typeof renderRun>[1] = {}): Promise<Report> {
  return renderRun(await readRun('/', memoryFiles(RUN)), { replicates: 200, ...asked });
}

const lines = ({ tables }: Report, name: string) =>
  tables
    .find((table) => table.name === name)!
    .csv.trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('a run in memory', () => {
  it('is told by what its lock declares', async () => {
    const report = await reportOf();
    expect(report.html).toContain('<title>chest-study</title>');
    expect(report.html).toContain('The run was interrupted');
    expect(lines(report, 'networks')[0]).toEqual(
      expect.arrayContaining(['net', 'resnet50', 'layer4', 'net.onnx', 'abc']),
    );
    expect(report.figures.map(({ name }) => name)).toContain('accuracy-thresholds');
    expect(report.html).toContain('Accuracy over the threshold of overlap');
  });

  it('names methods, guesses and readers, the unnamed one as its baseline is called', async () => {
    const report = await reportOf();
    expect(lines(report, 'methods').map((line) => line.slice(0, 3))).toEqual([
      ['cam', 'CAM', 'method'],
      ['signed', 'CAM (signed)', 'method'],
      ['guess', 'A guess', 'prior'],
      ['reader:ann', 'Reader ann', 'reader'],
      ['reader', 'Radiologist', 'reader'],
      ['reader:bob', 'Reader bob', 'reader'],
    ]);
    // Every method is held against the guess that declares itself the reference.
    expect(report.tables.map(({ name }) => name)).toContain('overlap-against-guess');
  });

  it('counts what passed through the network once for all maps of an image', async () => {
    expect(lines(await reportOf(), 'costs')).toEqual([
      // 4 + 6 passes for three maps; a quarter, a half and three quarters of the masks' mass.
      ['cam', 'net', '3', '3.33333333333', '0.5', 'true'],
    ]);
  });

  it('is judged as asked', async () => {
    expect((await reportOf({ metric: 'accuracy.0.3' })).html).toContain('By Accuracy at overlap (0.3)');
    await expect(reportOf({ metric: 'overlop' })).rejects.toMatchObject({
      code: 'NAME_UNKNOWN',
      message: expect.stringContaining('overlap') as string,
    });
    await expect(reportOf({ segmenter: 'ots' })).rejects.toMatchObject({ code: 'NAME_UNKNOWN' });
  });
});
