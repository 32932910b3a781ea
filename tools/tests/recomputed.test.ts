import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differencesOf, expectedOf, type Told } from './recomputed/differences.ts';
import { makeHoles } from './recomputed/holes.ts';
import type { Recomputed } from './recomputed/expected.ts';
import { tablesOf } from './recomputed/tables.ts';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const networks = ['densenet121', 'cheat'].map(
  (name) => `npm:@camscope/networks-phantom/models/phantom-${name}.onnx`,
);

/** The demo's study, smaller. */
const CHANGES = {
  models: networks,
  methods: ['grad-cam', 'grad-cam-positive', 'hires-cam', 'layer-cam', { use: 'recipro-cam', images: 4 }],
  'data.count': 45,
  faithfulness: { metrics: ['deletion'], methods: ['grad-cam'], images: 1 },
  sanity: { metrics: ['ssim'], methods: ['grad-cam'], images: 1, steps: 1 },
};

const folder = mkdtempSync(join(tmpdir(), 'camscope-recomputed-'));
const [whole, holes] = ['whole', 'holes'].map((name) => join(folder, name));
beforeAll(() => {
  const changes = { ...CHANGES, 'data.folder': join(folder, 'phantoms') };
  const set = Object.entries(changes).flatMap(([key, value]) => ['--set', `${key}=${JSON.stringify(value)}`]);
  camscope('run', join(workspace, 'examples/phantom/study.yaml'), '--out', whole, ...set);
  cpSync(whole, holes, { recursive: true });
  makeHoles(holes);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

function camscope(...args: string[]): void {
  const cli = join(workspace, 'packages/cli/bin/camscope.cjs');
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

function toldOf(run: string): Told[] {
  camscope('report', run);
  const { sentences } = JSON.parse(readFileSync(join(run, 'report/summary.json'), 'utf8')) as {
    sentences: Told[];
  };
  return sentences;
}

const texts = new Map<string, readonly string[]>();

describe.each([
  ['the demo, smaller', whole],
  ['a run with holes', holes],
])('the sentences of the report on %s', (_, run) => {
  let sentences: readonly { readonly told: Told; readonly expected: Recomputed | undefined }[];
  beforeAll(() => {
    const tables = tablesOf(run);
    const all = toldOf(run);
    texts.set(
      run,
      all.map(({ text }) => text),
    );
    sentences = all
      .filter(({ numbers }) => Object.keys(numbers).length > 0)
      .map((told) => ({ told, expected: expectedOf(tables, told.id) }));
  }, 120_000);

  test('stand on numbers that the files give to whoever computes them anew', () => {
    expect(sentences.map(({ told }) => told.id.split(':')[0])).toEqual(
      expect.arrayContaining(['best', 'strongest-prior', 'lead', 'priors-by-class', 'shortcut', 'agreement']),
    );
    expect(sentences.flatMap(({ told, expected }) => differencesOf(told, expected))).toEqual([]);
  });

  test('would be found out, were a number another', () => {
    for (const { told, expected } of sentences) {
      for (const [name, value] of Object.entries(told.numbers)) {
        const other = typeof value === 'number' ? value + Math.max(1, Math.abs(value)) : `not ${value}`;
        const changed = { ...told, numbers: { ...told.numbers, [name]: other } };
        expect(differencesOf(changed, expected), `${told.id} ${name}`).toHaveLength(1);
      }
    }
  });
});

test('a run with holes says other things than the whole one', () => {
  const [some, others] = [texts.get(whole)!, texts.get(holes)!];
  expect(others.filter((text) => some.includes(text)).length).toBeLessThan(others.length / 2);
});
