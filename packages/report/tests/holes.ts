// A study of which parts are missing: what its sentences say can be worked out on paper.
import { FACTORS } from '@camscope/pipeline';
import { FactorTableBuilder } from '@camscope/statistics';
import type { ReportData, SeriesFacts } from '../src/index.ts';
import { pairOf, score } from './rows.ts';

/** Eight findings of fluid, four masses, of one patient each. */
const FINDINGS = Array.from({ length: 12 }, (_, i) => ({
  ...{ i, image: `i${i}`, patient: `p${i}`, class: i < 8 ? 'Fluid' : 'Mass' },
}));
const NETWORKS = ['n1', 'n2'];

const SERIES: SeriesFacts[] = [
  { name: 'a', title: 'Method A', kind: 'method' },
  { name: 'b', title: 'Method B', kind: 'method' },
  { name: 'c', title: 'Method C', kind: 'method' },
  { name: 'weak', title: 'Weak guess', kind: 'prior' },
  { name: 'strong', title: 'Strong guess', kind: 'prior' },
  { name: 'reader:R1', title: 'Reader R1', kind: 'reader' },
];

/** In hundredths, so that sums are exact; undefined where there is no row, null where it has no value. */
function valueOf(name: string, network: number, i: number): number | null | undefined {
  const skill = 20 + 10 * network + 2 * i;
  const values: Record<string, number | null | undefined> = {
    a: skill,
    b: network === 0 && i === 0 ? null : skill - 5,
    // Tried on two of twelve.
    c: i === 1 || i === 2 ? 90 : undefined,
    weak: 10,
    strong: i < 2 ? null : 50,
    'reader:R1': i < 8 ? 80 : undefined,
  };
  const value = values[name];
  return typeof value === 'number' ? value / 100 : value;
}

export function holes(more: Partial<ReportData> = {}): ReportData {
  return {
    study: { title: 'Holes', camscope: '1', images: 12, findings: 12, patients: 12, failures: [], notes: [] },
    models: NETWORKS.map((name) => ({ name })),
    series: SERIES,
    measures: [
      { id: 'iou', title: 'IoU', kind: 'metric', direction: 'higher', range: [0, 1] },
      { id: 'overlap', title: 'overlap', kind: 'agreement', direction: 'higher', range: [0, 1] },
      { id: 'auroc', title: 'AUROC', kind: 'classification', direction: 'higher', range: [0, 1] },
    ],
    scores: scores(),
    agreement: agreement(),
    classification: NETWORKS.flatMap((model) =>
      ['Fluid', 'Mass', 'Nodule'].map((label) => ({
        ...{ model, label, metric: 'auroc', n: 40, positives: { Fluid: 8, Mass: 4, Nodule: 0 }[label]! },
        value: { Fluid: model === 'n1' ? 0.75 : 0.9, Mass: 1, Nodule: null }[label]!,
        reason: label === 'Nodule' ? 'No image has the label' : label === 'Mass' ? 'no-variation' : undefined,
      })),
    ),
    ...more,
  };
}

function scores() {
  const builder = new FactorTableBuilder(FACTORS.scores);
  for (const { name, kind } of SERIES) {
    for (const { i, ...finding } of FINDINGS) {
      for (const model of kind === 'method' ? NETWORKS : ['']) {
        const value = valueOf(name, NETWORKS.indexOf(model), i);
        const reason = value === null ? 'RUNTIME_FAILED: no memory' : '';
        if (value !== undefined)
          builder.add(score({ ...finding, model, method: name, kind, metric: 'iou', reason }), value);
      }
    }
  }
  return builder.build();
}

/** a and b agree at .8 on n1 and .6 on n2; c, on two findings, with both at .1; R1 with a at .3 and with b at .2. */
function agreement() {
  const builder = new FactorTableBuilder(FACTORS.agreement);
  for (const { i, ...finding } of FINDINGS) {
    for (const model of NETWORKS) {
      const add = (a: string, b: string, value: number, modelA = model) =>
        builder.add(pairOf({ ...finding, model_a: modelA, a, model_b: model, b, metric: 'overlap' }), value);
      add('a', 'b', model === 'n1' ? 0.8 : 0.6);
      if (i === 1 || i === 2) for (const other of ['a', 'b']) add(other, 'c', 0.1);
      if (i < 8) add('reader:R1', 'a', 0.3, '');
      if (i < 8) add('reader:R1', 'b', 0.2, '');
    }
  }
  return builder.build();
}
