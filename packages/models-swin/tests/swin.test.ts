import { readFileSync } from 'node:fs';
import { startNodeRuntime } from '@camscope/runtime-node';
import { probed, resNet } from '@camscope/testkit';
import { afterAll, describe, expect, test } from 'vitest';
import { architectureOf } from '../src/architecture.ts';
import { swin } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

async function recognised(model: Uint8Array) {
  const found = swin.recognise(...(await probed(model, runtime)));
  return found && { ...found, layers: found.layers.map(({ name, view }) => `${name} ${view.kind}`) };
}

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}.onnx`, import.meta.url));
}

describe('graphs exported by torch', () => {
  test.each([
    ['swin-timm', 'swin (2-1, width 8)', 'tokens', 'channels-last'],
    ['swin-torchvision', 'swin (2-1, width 8)', 'channels-last', 'channels-last'],
    ['swinv2-transformers', 'swinv2 (2-1, width 8)', 'tokens', 'tokens'],
  ])('%s', async (name, architecture, blocks, norm) => {
    const named = ['layers.0.blocks.0', 'layers.0.blocks.1', 'layers.0', 'layers.1.blocks.0', 'layers.1'];
    const layers = [...named.map((layer) => `${layer} ${blocks}`), `norm ${norm}`];
    expect(await recognised(fixture(name))).toMatchObject({ architecture, layers, target: 'norm' });
  });
});

test.each([
  [1, 96, [2, 2, 6, 2], 'swin_tiny'],
  [2, 128, [2, 2, 18, 2], 'swinv2_base'],
] as const)('version %i of width %i with blocks %o is %s', (version, width, counts, name) => {
  expect(architectureOf(version, width, counts)).toBe(name);
});

test('a CNN is another', async () => {
  expect(await recognised(resNet({ blocks: [1, 1], width: 4, size: 32, classes: 3 }))).toBeUndefined();
});
