import { readdirSync, readFileSync } from 'node:fs';
import { builtIn, loadPlugins } from '@camscope/cli';
import { portablePlugins } from '@camscope/plugins';
import { expect, it } from 'vitest';

/** Plugins of other composition roots: a browser's codec and runtime. */
const ELSEWHERE = ['@camscope/images-web', '@camscope/runtime-web'];

it('every plugin of the repository is built in, once', () => {
  const packages = new URL('../../', import.meta.url);
  const plugins = readdirSync(packages)
    .map(
      (folder) => JSON.parse(readFileSync(new URL(`${folder}/package.json`, packages), 'utf8')) as Manifest,
    )
    .filter(({ peerDependencies }) => peerDependencies?.['@camscope/core'] !== undefined)
    .map(({ name }) => name);
  expect([...builtIn.map(({ name }) => name), ...ELSEWHERE].sort()).toEqual(plugins.sort());
});

it.each(builtIn.slice(portablePlugins.length).map((entry) => [entry.name, entry] as const))(
  '%s contributes what the list says',
  async (name, entry) => {
    const plugin = await entry.load();
    expect(plugin.name).toBe(name);
    expect(new Set(plugin.contributes.map(({ kind }) => kind))).toEqual(new Set(entry.kinds));
  },
);

it('plugins are loaded by the kinds that are asked for, with their versions', async () => {
  const { registry, records } = await loadPlugins([], { kinds: ['runtime', 'dataset'] });
  const ofData = builtIn.filter(({ kinds }) => kinds.includes('dataset'));
  expect(registry.dataset.ids).toEqual(expect.arrayContaining(['chestxray14', 'phantom', 'table']));
  expect(registry.dataset.ids).toHaveLength(ofData.length);
  expect(registry.runtime.ids).toEqual(['node']);
  expect(records()).toContainEqual({ name: '@camscope/runtime-node', version: expect.stringMatching(/^\d/) });
  expect(records()).toHaveLength(ofData.length + 1);
});

interface Manifest {
  readonly name: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}
