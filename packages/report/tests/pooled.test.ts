import { FACTORS } from '@camscope/pipeline';
import { FactorTableBuilder } from '@camscope/statistics';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../src/analysis/context.ts';
import { Pooled } from '../src/analysis/pooled.ts';
import { renderReport } from '../src/index.ts';
import type { MeasureFacts, PoolFacts, ReportData } from '../src/data.ts';
import { DEFAULT_OPTIONS } from '../src/options.ts';
import { wordsOf } from './pages.ts';
import { score } from './rows.ts';

const froc: PoolFacts = {
  ...{ metric: 'froc', title: 'FROC', direction: 'higher', range: [0, 1] },
  axes: { x: 'False positives an image', y: 'Share of boxes found' },
  curves: [{ x: ['false@1', 'false@0'], y: ['found@1', 'found@0'], per: 'boxes' }],
  read: [0, 0.5, 8],
};
/** Of four findings: boxes, found and false at either threshold. */
const NUMBERS: Record<string, readonly number[]> = {
  boxes: [1, 2, 1, 4],
  'found@1': [1, 0, 0, 1],
  'found@0': [1, 2, 0, 3],
  'false@1': [0, 0, 0, 0],
  'false@0': [0, 1, 2, 1],
  iou: [0.1, 0.2, 0.3, 0.4],
};

function dataOf(): ReportData {
  const builder = new FactorTableBuilder(FACTORS.scores);
  for (const [name, values] of Object.entries(NUMBERS))
    values.forEach((value, i) => {
      const metric = name === 'iou' ? name : `froc.${name}`;
      const of = { model: 'net', image: `i${i}`, patient: `p${i}`, class: 'Mass', method: 'a', reader: 'R' };
      builder.add(score({ ...of, segmenter: 'otsu', metric }), value);
    });
  const parts = Object.keys(NUMBERS).filter((name) => name !== 'iou');
  return {
    study: { title: 'T', camscope: '1', images: 4, findings: 4, failures: [], notes: [] },
    models: [{ name: 'net' }],
    series: [{ name: 'a', title: 'Method A', kind: 'method' }],
    measures: [
      { id: 'iou', title: 'IoU', kind: 'metric', direction: 'higher', range: [0, 1] },
      ...parts.map((name): MeasureFacts => ({
        ...{ id: `froc.${name}`, title: `FROC (${name})`, kind: 'metric', direction: 'none' },
        ...{ range: [0, Infinity], pool: froc },
      })),
    ],
    scores: builder.build(),
  };
}

describe('numbers of all findings at once', () => {
  it('are read off a curve of means: 2 and 6 of 8 boxes at 0 and 1 false positives', () => {
    const pooled = new Pooled(contextOf(dataOf(), DEFAULT_OPTIONS), froc, 'otsu');
    const selection = { series: 'a', model: 'net', class: 'Mass' };
    expect(pooled.curves(selection)).toEqual([
      [
        [0, 2 / 8],
        [1, 6 / 8],
      ],
    ]);
    const { estimate, low, high, cases } = pooled.number(selection);
    expect(estimate).toBeCloseTo((0.25 + 0.5 + 0.75) / 3, 12);
    expect(cases).toBe(4);
    expect(low!).toBeLessThan(estimate!);
    expect(high!).toBeGreaterThan(estimate!);
  });

  it('stand on the page with their findings, and their parts do not', () => {
    const pages = wordsOf(renderReport(dataOf()));
    expect(pages).toContain('FROC\u00a0↑ with net');
    expect(pages).toContain('n = 4');
    expect(pages).not.toContain('FROC (boxes)');
  });
});
