import { createContainer, REGISTRY, pluginFaults, parseOptions } from '@camscope/core';
import { expect, test } from 'vitest';
import plugin from '@camscope/runtime-node';
import { image, model } from './support.ts';

test('the plugin contributes a runtime that can be started from a registry', async () => {
  expect(pluginFaults(plugin)).toEqual([]);
  const starter = createContainer([plugin]).get(REGISTRY).runtime.get('node');
  const runtime = starter.start(parseOptions(starter));
  expect(await runtime.providers()).toContain('cpu');
  const session = await runtime.open(model('convolutions'), { provider: 'cpu' });
  expect((await session.run({ x: image(8) })).y.dims).toEqual([1, 8]);
  await runtime.close();
});
