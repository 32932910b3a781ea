import { readFileSync } from 'node:fs';
import { startNodeRuntime } from '@camscope/runtime-node';
import { probed, resNet } from '@camscope/testkit';
import { afterAll, describe, expect, test } from 'vitest';
import { architectureOf } from '../src/architecture.ts';
import { vit } from '../src/index.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

async function recognised(model: Uint8Array) {
  const found = vit.recognise(...(await probed(model, runtime)));
  return found && { ...found, layers: found.layers.map(({ name, view }) => `${name} ${view.kind}`) };
}

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}.onnx`, import.meta.url));
}

const layers = ['blocks.0.norm1', 'blocks.0', 'blocks.1.norm1', 'blocks.1'].map((name) => `${name} tokens`);

describe('graphs exported by torch', () => {
  test.each(['deit-timm', 'vit-torchvision', 'vit-transformers', 'dinov2-registers-transformers'])(
    '%s',
    async (name) => {
      expect(await recognised(fixture(name))).toMatchObject({
        architecture: 'vit (width 16, depth 2, 2 heads, patch 8)',
        layers,
        target: 'blocks.1.norm1',
        guesses: { target: undefined },
      });
    },
  );
});

test.each([
  [{ width: 768, depth: 12, heads: 12, patch: 16, prefix: 1, scaled: false }, 'vit_base_patch16'],
  [{ width: 192, depth: 12, heads: 3, patch: 16, prefix: 2, scaled: false }, 'deit_tiny_distilled_patch16'],
  [{ width: 384, depth: 12, heads: 6, patch: 14, prefix: 5, scaled: true }, 'dinov2_vits14_reg'],
  [{ width: 1024, depth: 24, heads: 16, patch: 14, prefix: 1, scaled: true }, 'dinov2_vitl14'],
])('%o is %s', (traits, name) => {
  expect(architectureOf(traits)).toBe(name);
});

test('a CNN is another', async () => {
  expect(await recognised(resNet({ blocks: [1, 1], width: 4, size: 32, classes: 3 }))).toBeUndefined();
});
