import { readFileSync } from 'node:fs';
import { createContainer, KINDS, REGISTRY } from '@camscope/core';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { describe, expect, it } from 'vitest';

describe('the plugins that run anywhere', () => {
  it.each(portablePlugins.map((entry) => [entry.name, entry] as const))('%s', async (name, entry) => {
    const plugin = await entry.load();
    expect(plugin.name).toBe(name);
    expect(new Set(plugin.contributes.map(({ kind }) => kind))).toEqual(new Set(entry.kinds));
  });

  it('are loaded by the kinds that are asked for', async () => {
    const plugins = await loadWanted(portablePlugins, ['segmenter', 'baseline']);
    expect(plugins.map(({ name }) => name.replace(/.*[/]/, ''))).toEqual([
      ...['segmenters-multi-otsu', 'segmenters-contours', 'segmenters-threshold'],
      ...['baselines-priors', 'baselines-readers'],
    ]);
    expect(await loadWanted(portablePlugins, [])).toEqual([]);
  });

  it('agree with each other, and ask the generic family last', async () => {
    const registry = createContainer(await loadWanted(portablePlugins, KINDS)).get(REGISTRY);
    expect(registry.model.ids.at(-1)).toBe('generic');
  });

  it('are dependencies of this package, and the only ones beside core', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(manifest.dependencies).sort()).toEqual(
      ['@camscope/core', ...portablePlugins.map(({ name }) => name)].sort(),
    );
  });
});
