import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Tree } from '@nx/devkit';
import { describe, expect, test } from 'vitest';
import packageGenerator from '../generators/package.js';
import { shapeProblems } from '../workspace/check-shape.js';
import { workspaceTree } from './generated.ts';

const workspace = new URL('../../', import.meta.url);

describe('every package has the common shape', () => {
  test.each(readdirSync(new URL('packages', workspace)))('%s', (folder) => {
    const names = readdirSync(new URL(`packages/${folder}`, workspace));
    const read = (file: string) => {
      const url = new URL(`packages/${folder}/${file}`, workspace);
      return existsSync(url) ? readFileSync(url, 'utf8') : undefined;
    };
    expect(shapeProblems(folder, names, read)).toEqual([]);
  });
});

function versionOf(name: string): string {
  const text = readFileSync(new URL(`packages/${name}/package.json`, workspace), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function problemsOf(tree: Tree, name: string) {
  const read = (file: string) => tree.read(`packages/${name}/${file}`, 'utf8') ?? undefined;
  return shapeProblems(name, tree.children(`packages/${name}`), read);
}

describe('the package generator', () => {
  test.each(['networks-mine', 'methods-mine', 'datasets-mine'])(
    'writes %s in the common shape',
    async (name) => {
      const tree = workspaceTree();
      await packageGenerator(tree, { name, description: 'A package' });
      expect(problemsOf(tree, name)).toEqual([]);
    },
  );

  test('gives a plugin the core of the workspace as a peer', async () => {
    const tree = workspaceTree();
    await packageGenerator(tree, { name: 'filters-blur', description: 'A filter' });
    const manifest = JSON.parse(tree.read('packages/filters-blur/package.json', 'utf8')!);
    expect(manifest.peerDependencies).toEqual({ '@camscope/core': `^${versionOf('core')}` });
    expect(manifest.dependencies).toEqual({ zod: expect.any(String) });
    expect(manifest.devDependencies).toEqual({ '@camscope/testkit': `^${versionOf('testkit')}` });
  });

  test('keeps what is there', async () => {
    const tree = workspaceTree();
    tree.write('packages/filters-blur/src/index.ts', 'export default definePlugin({});\n');
    await packageGenerator(tree, { name: 'filters-blur', description: 'A filter' });
    expect(tree.read('packages/filters-blur/src/index.ts', 'utf8')).toBe(
      'export default definePlugin({});\n',
    );
    expect(tree.exists('packages/filters-blur/package.json')).toBe(true);
  });

  test('refuses a name that fits no family, and a package that exists', async () => {
    const generate = (name: string) => packageGenerator(workspaceTree(), { name, description: 'A package' });
    await expect(generate('cams-layer')).rejects.toThrow("'cams-layer' fits no kind of package");
    await expect(generate('core')).rejects.toThrow('packages/core is a package already');
  });
});

test('departures from the shape are named', async () => {
  const tree = workspaceTree();
  await packageGenerator(tree, { name: 'metrics-mine', description: 'A metric' });
  const manifest = JSON.parse(tree.read('packages/metrics-mine/package.json', 'utf8')!);
  manifest.dependencies = manifest.peerDependencies;
  manifest.peerDependencies = { ...manifest.peerDependencies, '@camscope/onnx': '^0.1.0' };
  manifest.nx.tags = ['type:core', 'platform:any'];
  manifest.exports['./extra'] = { default: './dist/extra.js' };
  manifest.scripts = { prepack: 'node ../../tools/gone.js' };
  tree.write('packages/metrics-mine/package.json', JSON.stringify(manifest));
  tree.rename('packages/metrics-mine/tsconfig.json', 'packages/metrics-mine/vitest.config.ts');
  expect(problemsOf(tree, 'metrics-mine')).toEqual([
    expect.stringContaining('package.json: nx must be'),
    'packages/metrics-mine/package.json: no package says scripts',
    expect.stringContaining(`package.json: exports['./extra'] must be`),
    'packages/metrics-mine/package.json: a plugin has @camscope/core in peerDependencies, and not in dependencies',
    "packages/metrics-mine/package.json: a plugin's only peer is @camscope/core; move @camscope/onnx to dependencies",
    'packages/metrics-mine/tsconfig.json: missing',
    expect.stringContaining('packages/metrics-mine/vitest.config.ts: no package has one'),
    expect.stringContaining('packages/metrics-mine/tsconfig.json: must be'),
  ]);
});
