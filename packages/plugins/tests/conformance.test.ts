import { conformance } from '@camscope/conformance';
import { createContainer, parseOptions, REGISTRY } from '@camscope/core';
import { readsAttention } from '@camscope/engine';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, expect, it } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

it('every method explains every tiny network that it is for on the CPU, twice alike, and not by blank maps', async () => {
  const plugins = await loadWanted(portablePlugins, ['explainer']);
  const explainers = createContainer(plugins).get(REGISTRY).explainer.all();
  const report = await conformance(runtime, {
    provider: 'cpu',
    explainers,
    only: ({ kind }) => kind === 'explainer',
  });
  expect(report.rows.filter(({ passed }) => !passed)).toEqual([]);
  const ofAttention = explainers.filter((one) => readsAttention(one, parseOptions(one)));
  expect(ofAttention.length).toBeGreaterThan(2);
  expect(report.rows.length).toBe(3 * explainers.length - 2 * ofAttention.length);
});
