import {
  agreement,
  fileOf,
  headerOf,
  images,
  lineOf,
  LOCK_FILE,
  maps,
  scores,
  type RowOf,
  type Table,
} from '@camscope/pipeline';

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
/** The files of a run without an account, in the root. */
export const RUN: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries(files).map(([name, text]) => [`/${name}`, new TextEncoder().encode(text)]),
);
