import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContainer, REGISTRY } from '@camscope/core';
import { openNetwork } from '@camscope/engine';
import densenet from '@camscope/models-densenet';
import resnet from '@camscope/models-resnet';
import vit from '@camscope/models-vit';
import { honestNetworks, labels, phantomCheat, type PhantomNetwork } from '@camscope/networks-phantom';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, describe, expect, it } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const registry = createContainer([resnet, densenet, vit]).get(REGISTRY);
const networks = [...honestNetworks, phantomCheat];
const folder = join(import.meta.dirname, '../models');

describe.each(networks.map((network) => [network.name, network] as const))('%s', (name, network) => {
  it('opens without a card beside it, as the architecture that it says', async () => {
    const location = fileURLToPath(network.file);
    const opened = await openNetwork({ location, registry, runtime });
    expect(opened).toMatchObject({ name, labels, activation: 'sigmoid', fixedBatch: false });
    expect(opened.description.architecture.split(' ')[0]).toBe(network.architecture);
    expect(opened.preprocessing).toMatchObject({ size: [128, 128], channels: 1 });
    const { target } = opened.head;
    expect(opened.graph.shape(target!.tensor)!.slice(1)).toEqual(expect.arrayContaining(placesOf(network)));
  });

  it('was good on phantoms that it had not seen', () => {
    expect(Object.keys(network.scores)).toEqual(labels);
    for (const { auroc, interval, present, absent } of Object.values(network.scores)) {
      expect(auroc).toBeGreaterThan(0.9);
      expect(interval[0]).toBeGreaterThan(0.9);
      expect(auroc >= interval[0] && auroc <= interval[1]).toBe(true);
      expect(present + absent).toBe(1500);
    }
  });

  it('has the scores of its report', () => {
    const report = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    expect(network.scores).toEqual(report.test.labels);
    expect(network.parameters).toBe(report.parameters);
    expect(network.cheatsOn ?? null).toBe(report.trained['label by marker']);
  });
});

/** Of its target: rows and columns, or tokens. */
function placesOf(network: PhantomNetwork): number[] {
  if (network === phantomCheat) return [16, 16];
  if (network.architecture === 'vit') return [8 * 8 + 1];
  return network.architecture.startsWith('resnet') ? [8, 8] : [7, 7];
}

it('takes at most 7 MB in all, and ships nothing else', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.onnx'));
  expect(files.sort()).toEqual(networks.map(({ name }) => `${name}.onnx`).sort());
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  expect(bytes).toBeLessThan(7e6);
});

it('documents every network', () => {
  for (const file of ['README.md', 'models/MODEL_CARD.md']) {
    const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    for (const { name } of networks) expect(text).toContain(name);
  }
});
