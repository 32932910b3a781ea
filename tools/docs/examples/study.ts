import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlugins } from '@camscope/cli';
import { modelCardSchema } from '@camscope/core';
import { readStudy, resolveStudy } from '@camscope/experiment';
import { nodeMachine } from '@camscope/experiment-node';
import { parse } from 'yaml';
import type { Example } from './example.ts';

const NETWORK = 'npm:@camscope/networks-phantom/models/phantom-resnet50.onnx';

/**
 * What a fragment of a study is completed with: every key of these that it has not, so that it can be a study. A fragment
 * is what lacks `version`.
 */
const REST = {
  version: '1',
  models: `[${NETWORK}]`,
  data: 'phantom',
  methods: '[grad-cam]',
  segmenters: '[multi-otsu]',
  metrics: '[box-iou]',
};

/**
 * Reads an example as a study and matches it with the plugins, or as a model card where it is marked as one. Files that it
 * names need not exist: a phantom network stands for its networks, and plugins are those that the page shows.
 * @param files examples of the same page, by the names that it gives them.
 * @param folder where it may write.
 * @throws CamscopeError with page, line and column.
 */
export async function checkYaml(
  { page, line, code, marks }: Example,
  files: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  if (marks.card !== undefined) {
    modelCardSchema.parse(parse(code));
    return;
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const path = join(folder, `${page.replaceAll('/', '-')}-${line}.yaml`);
  writeFileSync(path, '\n'.repeat(line) + studyOf(code));

  const file = await readStudy(nodeMachine, path, page);
  const plugins = file.config.plugins.filter((name) => name.replace('./', '') in files);
  const { registry } = await loadPlugins(plugins.map((name) => ({ name, directory: folder, at: page })));
  const models = file.config.models.map(() => ({ file: NETWORK }));
  await resolveStudy({ ...file, config: { ...file.config, models } }, registry);
}

/** A study that a page shows; a fragment is completed. */
export function studyOf(code: string): string {
  const keys = Object.keys(parse(code) as object);
  if (keys.includes('version')) return code;
  const missing = Object.entries(REST).filter(([key]) => !keys.includes(key));
  return code + missing.map(([key, value]) => `${key}: ${value}\n`).join('');
}
