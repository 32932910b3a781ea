import { createContainer, REGISTRY, pluginFaults, parseOptions } from '@camscope/core';
import { expect, test } from 'vitest';
import plugin from '@camscope/runtime-web';
import { relu, row } from './support.ts';

test('the plugin contributes a runtime that can be started from a registry', async () => {
  expect(pluginFaults(plugin)).toEqual([]);
  const starter = createContainer([plugin]).get(REGISTRY).runtime.get('web');
  const runtime = starter.start(parseOptions(starter));
  expect(await runtime.providers()).toContain(runtime.baseline);
  const session = await runtime.open(relu, { provider: 'wasm' });
  expect((await session.run({ x: row(1, -1, 0) })).y.data).toEqual(Float32Array.of(1, 0, 0));
  await runtime.close();
});

test('options are checked', () => {
  const starter = createContainer([plugin]).get(REGISTRY).runtime.get('web');
  expect(() => parseOptions(starter, { threads: 0 })).toThrow(/threads/);
  expect(() => parseOptions(starter, { wasmPath: '/' })).toThrow(/nearest: wasmPaths/);
});
