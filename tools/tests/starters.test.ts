import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPlugins } from '@camscope/cli';
import { KINDS } from '@camscope/core';
import { readStudy, resolveStudy } from '@camscope/experiment';
import { nodeMachine } from '@camscope/experiment-node';
import { expect, onTestFinished, test } from 'vitest';

const NETWORK = 'npm:@camscope/networks-phantom/models/phantom-resnet50.onnx';

const { registry } = await loadPlugins([], { kinds: KINDS });
const datasets = registry.dataset.all();
const starters = datasets.flatMap(({ id, starter }) => (starter ? [{ id, starter }] : []));

test('every data set has a study to begin with', () => {
  expect(starters.map(({ id }) => id)).toEqual(datasets.map(({ id }) => id));
});

test.each(starters)('the study that $id begins with is one', async ({ id, starter }) => {
  const folder = mkdtempSync(join(tmpdir(), 'camscope-starter-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const seen = {
    account: ['Found: 1 image', 'a: b # c'],
    options: {},
    isIncomplete: false,
    labels: { 'Effusion: left': 'Pleural Effusion' },
    lacking: ['Nothing like it'],
  };
  const files = { images: 'i: #', annotations: 'a', labels: 'l' };
  for (const answers of [{}, { ...files, seen }]) {
    const text = starter.write({ ...answers, models: [{ file: NETWORK }] });
    writeFileSync(join(folder, 'study.yaml'), text);
    const study = await resolveStudy(await readStudy(nodeMachine, join(folder, 'study.yaml')), registry);
    expect(study.data.contribution.id).toBe(id);
    if (starter.takes.length > 0 && 'seen' in answers) {
      expect(study.data.options.images).toBe('i: #');
      expect(study.labels).toEqual(seen.labels);
    }
  }
});
