// A made-up study, all of it from one seed: what a run leaves behind, without running anything.
import { FACTORS } from '@camscope/pipeline';
import { createRandom, FactorTableBuilder, type Random } from '@camscope/statistics';
import type {
  ClassificationFacts,
  CurveFacts,
  Gallery,
  GalleryItem,
  MeasureFacts,
  Rank,
  ReportData,
  SeriesFacts,
} from '../src/index.ts';
import { picture } from './picture.ts';
import { checked, described, faith, pairOf, predicted, score } from './rows.ts';

export interface StudySize {
  readonly models: readonly string[];
  readonly methods: readonly string[];
  readonly classes: readonly string[];
  readonly readers: number;
  readonly casesPerClass: number;
  readonly seed?: number;
}

export const METHODS = [
  'Grad-CAM',
  'Grad-CAM++',
  'Score-CAM',
  'Faster Score-CAM',
  'Guided Grad-CAM',
  'Grad-CAM (positive gradients)',
  'HiResCAM',
  'XGrad-CAM',
  'LayerCAM',
  'Ablation-CAM',
  'Integrated Gradients',
  'RISE',
  'Occlusion',
  'Recipro-CAM',
  'Guided Backprop',
  'SmoothGrad',
  'Input gradient',
  'Eigen-CAM',
  'FullGrad',
  'Finer-CAM',
];
export const CLASSES = ['Cardiomegaly', 'Effusion', 'Atelectasis', 'Pneumothorax', 'Pneumonia'];
export const NETWORKS = ['ResNet-50', 'ResNet-152', 'DenseNet-121', 'DenseNet-169'];

const THRESHOLDS = [0.1, 0.25, 0.5, 0.75, 0.9];
const PRIORS: SeriesFacts[] = [
  {
    name: 'mean-box',
    title: 'Mean box',
    kind: 'prior',
    summary: 'The mean of the other images’ boxes',
  },
  { name: 'centre-box', title: 'Centre box', kind: 'prior' },
  { name: 'whole-lung', title: 'Whole lung', kind: 'prior' },
  { name: 'random', title: 'Random map', kind: 'prior' },
  { name: 'chance', title: 'Chance', kind: 'prior', chance: true },
];

/** Everything that a report can show, with some of it missing. */
export function study(size: StudySize): ReportData {
  const random = createRandom(size.seed ?? 1);
  const cases = casesOf(size, random);
  const series: SeriesFacts[] = [
    ...size.methods.map((title, i): SeriesFacts => ({
      name: `method-${i}`,
      title,
      kind: 'method',
      options: { relu: true, upsample: 'bilinear' },
      citation: { text: `The authors of ${title}, A title, a venue, 2017`, doi: `10.1000/m${i}` },
    })),
    ...PRIORS,
    { name: 'radiologist', title: 'Radiologist', kind: 'reader' },
    ...Array.from({ length: size.readers }, (_, i): SeriesFacts => ({
      name: `reader:${i + 1}`,
      title: `Reader ${i + 1}`,
      kind: 'reader',
    })),
  ];
  const findings = size.classes.length * size.casesPerClass;
  return {
    study: {
      title: 'Explanation methods of neural networks on chest radiographs',
      description: ['Made-up numbers from one seed.'],
      camscope: '0.1.0',
      finished: '2024-05-17T10:11:12Z',
      seconds: 4321,
      images: Math.ceil(findings * 0.9),
      patients: Math.ceil(findings * 0.8),
      findings,
      classes: size.classes,
      maps: findings * size.models.length * size.methods.length,
      mapsFromCache: 120,
      failures: [{ reason: 'IMAGE_INVALID: the file ends early', count: 3, example: 'p12-0.png' }],
      notes: ['2 images of the list were not found.'],
      lock: { version: 1, models: size.models.map((name) => ({ name, sha256: 'ab'.repeat(32) })), seed: 0 },
      stages: [
        { kind: 'dataset', name: 'chestxray14', options: { boxes: 'BBox_List_2017.csv' } },
        { kind: 'segmenter', name: 'multi-otsu', options: { classes: 3, select: 'most-red' } },
        { kind: 'metric', name: 'box-iou', title: 'IoU', options: {} },
      ],
      runtime: { runtime: 'node', provider: 'cpu', threads: 2 },
      seeds: { bootstrap: 0, random: 7 },
    },
    models: size.models.map((name) => ({
      name,
      architecture: name.replace(/-/, ' '),
      file: `${name}.onnx`,
      sha256: 'ab'.repeat(32),
      targetLayer: '/features/relu',
      preprocessing: '1 × 224 × 224, (x − 0.485) / 0.229',
    })),
    series,
    measures: MEASURES,
    scores: scoresOf(size, series, cases, random),
    shortcuts: shortcutsOf(size, series, cases),
    agreement: agreementOf(size, series, cases, random),
    predictions: predictionsOf(size, random),
    classification: classificationOf(size, random),
    features: featuresOf(size, cases, random),
    faithfulness: faithfulnessOf(size, cases, random),
    faithfulnessCurves: curvesOf(size, random),
    sanity: sanityOf(size, random),
    gallery: galleryOf(size),
  };
}

interface MadeCase {
  readonly image: string;
  readonly patient: string;
  readonly class: string;
  /** How easily it is found, in [0, 1]. */
  readonly ease: number;
}

const MEASURES: MeasureFacts[] = [
  {
    id: 'box-iou',
    title: 'IoU',
    kind: 'metric',
    direction: 'higher',
    range: [0, 1],
    summary: 'Overlap of boxes.',
  },
  { id: 'hit', title: 'Hit rate', kind: 'metric', direction: 'higher', range: [0, 1], share: 'hits' },
  { id: 'heat', title: 'Share of heat', kind: 'metric', direction: 'higher', range: [0, 1], share: 'heat' },
  { id: 'distance', title: 'Distance of centres', kind: 'metric', direction: 'lower', range: [0, Infinity] },
  ...THRESHOLDS.map((at): MeasureFacts => ({
    id: `iou-accuracy.${at}`,
    title: `Accuracy at IoU ${at}`,
    kind: 'metric',
    direction: 'higher',
    range: [0, 1],
    threshold: { family: 'iou-accuracy', title: 'Accuracy at IoU', of: 'IoU', at },
  })),
  { id: 'region-iou', title: 'IoU of regions', kind: 'agreement', direction: 'higher', range: [0, 1] },
  { id: 'pearson', title: 'Pearson’s r', kind: 'agreement', direction: 'higher', range: [-1, 1] },
  { id: 'auroc', title: 'AUROC', kind: 'classification', direction: 'higher', range: [0, 1] },
  { id: 'brier', title: 'Brier score', kind: 'classification', direction: 'lower', range: [0, 1] },
  { id: 'area', title: 'Area ratio', kind: 'feature', direction: 'none', range: [0, 1] },
  { id: 'elongation', title: 'Elongation', kind: 'feature', direction: 'none', range: [1, Infinity] },
  { id: 'deletion', title: 'Deletion', kind: 'faithfulness', direction: 'lower', range: [0, 1] },
  { id: 'insertion', title: 'Insertion', kind: 'faithfulness', direction: 'higher', range: [0, 1] },
];

function casesOf({ classes, casesPerClass }: StudySize, random: Random): MadeCase[] {
  return classes.flatMap((label, c) =>
    Array.from({ length: casesPerClass }, (_, i) => {
      const patient = `p${Math.floor((c * casesPerClass + i) * 0.8)}`;
      return { image: `${patient}-${c}-${i}.png`, patient, class: label, ease: random.real() };
    }),
  );
}

/** In [0, 1], often 0: what an overlap looks like. */
function overlap(skill: number, ease: number, random: Random): number {
  const raw = skill * (0.35 + 0.65 * ease) + 0.28 * (random.real() + random.real() - 1);
  return Math.min(1, Math.max(0, raw));
}

function scoresOf(
  size: StudySize,
  series: readonly SeriesFacts[],
  cases: readonly MadeCase[],
  random: Random,
) {
  const builder = new FactorTableBuilder(FACTORS.scores);
  const skillOf = (s: SeriesFacts, i: number, m: number, label: string) => {
    const c = size.classes.indexOf(label);
    if (s.kind === 'reader') return 0.75;
    if (s.name === 'mean-box') return c === 0 ? 0.8 : 0.08;
    if (s.kind === 'prior') return c === 0 ? 0.4 : 0.06;
    return Math.max(0.05, 0.52 - 0.025 * i + 0.05 * m - 0.06 * (c % 5));
  };
  const scored = series.filter(({ name }) => name !== 'radiologist');
  for (const one of cases) {
    const found = { image: one.image, patient: one.patient, class: one.class };
    scored.forEach((s, i) => {
      const models = s.kind === 'method' ? size.models : [''];
      models.forEach((model, m) => {
        const iou = overlap(skillOf(s, i, m, one.class), one.ease, random);
        const failed = s.kind === 'method' && random.real() < 0.004;
        const empty = !failed && iou === 0 && random.real() < 0.3;
        const blank = empty && random.real() < 0.3 ? 'too-few-levels' : '';
        const add = (segmenter: string, metric: string, value: number) =>
          builder.add(
            score({
              ...found,
              ...{ model, method: s.name, segmenter, metric, regions: empty ? '0' : '1', blank },
              reason: failed ? 'RUNTIME_FAILED: out of memory' : '',
            }),
            failed ? null : value,
          );
        if (s.name === 'chance') {
          add('', 'hit', 0.2);
          add('', 'heat', 0.2);
          return;
        }
        // Regions that no segmenter made have none.
        const made = s.kind === 'method' || s.name === 'random';
        for (const segmenter of made ? ['multi-otsu', 'threshold'] : ['']) {
          add(segmenter, 'box-iou', segmenter === 'threshold' ? 0.8 * iou : iou);
          for (const at of THRESHOLDS) add(segmenter, `iou-accuracy.${at}`, Number(iou >= at));
        }
        add('', 'hit', Number(random.real() < iou + 0.2));
        add('', 'heat', Math.min(1, 0.2 + 0.7 * iou));
        add('', 'distance', 300 * (1 - iou) * random.real());
      });
    });
  }
  return builder.build();
}

/** A marker goes with the first class; the last network looks at it. */
function shortcutsOf(size: StudySize, series: readonly SeriesFacts[], cases: readonly MadeCase[]) {
  const random = createRandom(7);
  const builder = new FactorTableBuilder(FACTORS.scores);
  for (const one of cases.filter((each) => each.class === size.classes[0])) {
    for (const { name, kind } of series.filter((each) => each.kind === 'method' || each.chance)) {
      for (const model of kind === 'method' ? size.models : ['']) {
        const cheats = model === size.models.at(-1);
        const { image, patient, class: label } = one;
        const row = (metric: string) =>
          score({ model, image, patient, class: label, method: name, metric, reader: 'marker' });
        builder.add(row('hit'), kind === 'prior' ? 0.01 : Number(cheats && random.real() < 0.7));
        builder.add(row('heat'), kind === 'prior' ? 0.01 : (cheats ? 0.3 : 0.004) * random.real());
      }
    }
  }
  return builder.build();
}

function agreementOf(
  size: StudySize,
  series: readonly SeriesFacts[],
  cases: readonly MadeCase[],
  random: Random,
) {
  const builder = new FactorTableBuilder(FACTORS.agreement);
  const named = [
    { name: 'radiologist', kind: 'reader' as const },
    ...series.filter(({ kind }) => kind === 'method'),
  ];
  for (const one of cases.filter((_, i) => i % 4 === 0)) {
    const found = { image: one.image, patient: one.patient, class: one.class };
    size.models.forEach((model, m) => {
      named.forEach((a, i) =>
        named.slice(i + 1).forEach((b, j) => {
          const skill = a.kind === 'reader' ? 0.25 : 0.9 - 0.03 * (i + j);
          const value = overlap(Math.max(0.1, skill), one.ease, random);
          const modelA = a.kind === 'reader' ? '' : model;
          const pair = { model_a: modelA, a: a.name, model_b: model, b: b.name, ...found };
          builder.add(pairOf({ ...pair, metric: 'region-iou', segmenter: 'multi-otsu' }), value);
          if (a.kind !== 'reader') builder.add(pairOf({ ...pair, metric: 'pearson' }), 2 * value - 0.7);
        }),
      );
      for (const other of size.models.slice(m + 1)) {
        const pair = { model_a: model, a: 'method-0', model_b: other, b: 'method-0', ...found };
        const value = overlap(0.6, one.ease, random);
        builder.add(pairOf({ ...pair, metric: 'region-iou', segmenter: 'multi-otsu' }), value);
      }
    });
  }
  return builder.build();
}

function predictionsOf({ models, classes }: StudySize, random: Random) {
  const builder = new FactorTableBuilder(FACTORS.predictions);
  models.forEach((model, m) =>
    classes.forEach((label, c) => {
      for (let i = 0; i < 300; i++) {
        const truth = random.real() < 0.25 ? 1 : 0;
        const shift = 0.3 - 0.03 * c + 0.02 * m;
        const probability = Math.min(
          1,
          Math.max(0, 0.35 + shift * truth + 0.5 * (random.real() + random.real() - 1)),
        );
        const row = predicted({ model, image: `i${i}`, patient: `p${i}`, label, truth: String(truth) });
        builder.add(row, probability);
      }
    }),
  );
  return builder.build();
}

function classificationOf({ models, classes }: StudySize, random: Random): ClassificationFacts[] {
  return ['auroc', 'brier'].flatMap((metric) =>
    models.flatMap((model) =>
      classes.map((label, c): ClassificationFacts => {
        const common = { model, label, metric, n: 300, positives: 75 };
        if (metric === 'auroc' && c === classes.length - 1 && model === models[0]) {
          return { ...common, positives: 0, value: null, reason: 'no image has the label' };
        }
        const value = metric === 'auroc' ? 0.86 + 0.08 * random.real() : 0.1 + 0.05 * random.real();
        return {
          ...common,
          value,
          low: value - 0.03,
          high: value + 0.025,
          interval: metric === 'auroc' ? 'DeLong' : 'BCa bootstrap',
        };
      }),
    ),
  );
}

function featuresOf({ readers }: StudySize, cases: readonly MadeCase[], random: Random) {
  const builder = new FactorTableBuilder(FACTORS.findings);
  for (const one of cases) {
    for (let r = 0; r < Math.max(1, readers); r++) {
      const reader = readers > 0 ? `${r + 1}` : '';
      const { image, patient, class: label } = one;
      const row = (feature: string) => described({ image, patient, class: label, reader, feature });
      builder.add(row('area'), Math.min(1, 0.02 + 0.4 * one.ease * random.real()));
      builder.add(row('elongation'), 1 + 3 * (1 - one.ease) * random.real());
    }
  }
  return builder.build();
}

function faithfulnessOf({ models, methods }: StudySize, cases: readonly MadeCase[], random: Random) {
  const builder = new FactorTableBuilder(FACTORS.faithfulness);
  for (const one of cases.filter((_, i) => i % 6 === 0)) {
    for (const model of models) {
      methods.forEach((_, i) => {
        const { image, patient, class: label } = one;
        const row = (metric: string) =>
          faith({ model, image, patient, class: label, method: `method-${i}`, metric });
        builder.add(row('deletion'), 0.1 + 0.01 * i + 0.2 * random.real());
        builder.add(row('insertion'), 0.8 - 0.01 * i - 0.2 * random.real());
      });
    }
  }
  return builder.build();
}

function curvesOf({ models, methods }: StudySize, random: Random): CurveFacts[] {
  return ['deletion', 'insertion'].flatMap((metric) =>
    models.flatMap((model) =>
      methods.map((_, i) => {
        const speed = 3 - 0.1 * i + random.real();
        const falling = (x: number) => 0.05 + 0.75 * Math.exp(-speed * x);
        const points = Array.from({ length: 21 }, (_, k) => {
          const x = k / 20;
          return [x, metric === 'deletion' ? falling(x) : 0.85 - falling(x) + 0.05] as const;
        });
        return { model, method: `method-${i}`, metric, n: 120, points };
      }),
    ),
  );
}

function sanityOf({ models, methods }: StudySize, random: Random) {
  const builder = new FactorTableBuilder(FACTORS.sanity);
  for (const model of models.slice(0, 2)) {
    methods.forEach((title, i) => {
      const stays = title.startsWith('Guided');
      for (let step = 0; step <= 6; step++) {
        for (let image = 0; image < 4; image++) {
          const value =
            step === 0
              ? 1
              : stays
                ? 0.9 - 0.02 * step
                : Math.exp(-step * (0.3 + 0.03 * i)) + 0.1 * random.real();
          builder.add(
            checked({
              ...{ model, image: `i${image}`, class: 'Effusion', method: `method-${i}`, check: 'cascading' },
              ...{ step: String(step), layer: step === 0 ? '' : `layer${7 - step}`, metric: 'pearson' },
            }),
            value,
          );
        }
      }
    });
  }
  return builder.build();
}

function galleryOf({ classes, models, methods }: StudySize): Gallery {
  const map = (i: number) => picture(96, [0.3 + 0.05 * (i % 8), 0.5]);
  const item = (label: string, rank: Rank, shown: readonly number[]): GalleryItem => {
    const image = `p${classes.indexOf(label)}-${rank}.png`;
    const own = shown.map((i) => ({
      label: `method-${i}`,
      method: `method-${i}`,
      source: map(i),
      note: '0.42',
    }));
    return {
      image,
      class: label,
      rank,
      value: 0.42,
      pictures: [{ label: 'Radiograph', source: picture(96) }, ...own],
    };
  };
  const all = methods.map((_, i) => i);
  const ranks = ['best', 'median', 'worst'] as const;
  return {
    ...{ model: models[0], method: 'method-0', leftOut: classes.slice(2) },
    marks: ['reader', 'method', 'confounder'],
    typical: { ...item(classes[0], 'median', all), among: 3 },
    cases: classes.slice(0, 2).flatMap((label) => ranks.map((rank) => item(label, rank, all))),
    methods: all.map((i) => ({
      ...{ method: `method-${i}`, n: 12 },
      items: ranks.map((rank) => item(classes[0], rank, [i])),
    })),
  };
}
