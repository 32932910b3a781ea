import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { probed } from '@camscope/testkit';
import type { ModelFamily } from '@camscope/core';
import { afterAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = [
  'tools/tests/fixtures/networks',
  ...readdirSync(join(ROOT, 'packages'))
    .filter((folder) => folder.startsWith('models-'))
    .map((folder) => `packages/${folder}/tests/fixtures`),
];
/** Networks of no family, by the names of their files. */
const OF_NONE = [
  // A slim ResNeXt has as many groups as channels, and is depthwise.
  ...[
    'keras-style',
    'one-shot',
    'resnext',
    'shufflenet-v2',
    'smooth-batch-norm',
    'smooth-layer-norm',
    'squeezenet',
  ],
];

/** Transformers have families of their own, which none of CNNs is. */
const TRANSFORMER = /^(vit|deit|dino|swin)/;
const CNNS = ['resnet', 'densenet', 'efficientnet', 'convnext', 'vgg', 'inception', 'regnet'];

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const plugins = await loadWanted(portablePlugins, ['model']);
const families = plugins
  .flatMap(({ contributes }) => contributes as readonly ModelFamily[])
  .filter(({ fallback }) => !fallback);

it('recognises each network by one family, or by none', async () => {
  const files = FOLDERS.flatMap((folder) => filesOf(join(ROOT, folder)));
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    const bytes = file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file);
    const [graph, head] = await probed(bytes, runtime);
    const found = families.filter((family) => family.recognise(graph, head) !== undefined);
    const name = basename(file).replace(/\.onnx(\.gz)?$/, '');
    const ids = found.map(({ id }) => id);
    expect(ids, file).toHaveLength(OF_NONE.includes(name) ? 0 : 1);
    expect(ids.filter((id) => CNNS.includes(id) !== TRANSFORMER.test(name)).length, file).toBe(ids.length);
  }
});

function filesOf(folder: string): string[] {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => /\.onnx(\.gz)?$/.test(file))
    .map((file) => join(folder, file));
}
