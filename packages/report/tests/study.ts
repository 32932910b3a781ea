// A made-up study, all of it from one seed: what a run leaves behind, without running anything.
import { createRandom } from '@camscope/statistics';
import type { ReportData, SeriesFacts } from '../src/index.ts';
import { agreementOf } from './made/agreement.ts';
import { casesOf, type StudySize } from './made/cases.ts';
import { MEASURES, PRIORS } from './made/facts.ts';
import { featuresOf } from './made/features.ts';
import { galleryOf } from './made/gallery.ts';
import { scoresOf, shortcutsOf } from './made/localization.ts';
import { classificationOf, predictionsOf } from './made/predictions.ts';
import { curvesOf, faithfulnessOf, sanityOf } from './made/trust.ts';

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
