import { expect, test } from 'vitest';
import { renderReport, type CostFacts, type ReportData } from '../src/index.ts';

const data = (costs?: readonly CostFacts[]): ReportData => ({
  study: { title: 'T', camscope: '1.2.3', images: 1, findings: 1, failures: [], notes: [] },
  models: [{ name: 'net', title: 'The network' }],
  series: [{ name: 'score-cam', title: 'Score-CAM', kind: 'method' }],
  measures: [],
  costs,
});
const costs = [
  { model: 'net', method: 'grad-cam', maps: 5, passes: 1 },
  { model: 'net', method: 'score-cam', maps: 2, passes: 576.4, seen: 0.4567, estimated: true },
];

test('a report tells what its methods cost, and how much of the masks was seen', () => {
  const { details, tables } = renderReport(data(costs));
  const { csv } = tables.find(({ name }) => name === 'costs')!;
  expect(csv.split(/\r?\n/).slice(0, 3)).toEqual([
    'method,network,maps,passes,mass_seen,estimated',
    'grad-cam,net,5,1,,',
    'score-cam,net,2,576.4,0.4567,true',
  ]);
  expect(details).toMatch(/Score-CAM.*The network.*2.*576.*≳ 0\.46/s);
});

test('it is silent where no network ran, and names no masks where none were tried', () => {
  expect(renderReport(data()).tables.map(({ name }) => name)).not.toContain('costs');
  expect(renderReport(data(costs.slice(0, 1))).details).not.toContain('Mass seen</th>');
});
