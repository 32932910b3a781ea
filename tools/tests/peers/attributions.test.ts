import { readFileSync } from 'node:fs';
import { createContainer, REGISTRY } from '@camscope/core';
import { prepare } from '@camscope/engine';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { noise, openInMemory, relativeError } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { readReference } from '../networks/references.ts';

const FOLDER = new URL('../fixtures/attributions/', import.meta.url);
/** Of every attribution, the fixture has so many a number. */
const STRIDE = 7;
/** Seeds of the images that stand for those of the data. */
const STARTS = [101, 102, 103];

interface Entry {
  readonly network: string;
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly offset: number;
  readonly length: number;
  readonly sum: number;
}

const entries = JSON.parse(readFileSync(new URL('captum.json', FOLDER), 'utf8')) as readonly Entry[];
const numbers = new Float32Array(new Uint8Array(readFileSync(new URL('captum.f32', FOLDER))).buffer);
const { explainer: explainers } = createContainer(await loadWanted(portablePlugins, ['explainer'])).get(
  REGISTRY,
);
const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const titled = entries.map((entry) => [`${entry.method} ${JSON.stringify(entry.options)}`, entry] as const);

describe.each(['resnet', 'densenet', 'convnext'])('attributions equal those of Captum: %s', (name) => {
  const { model, picture, target } = readReference(name);
  const network = openInMemory(model, runtime);
  const starts = () => Promise.resolve(STARTS.map((seed) => noise(seed, picture.dims)));

  it.each(titled.filter(([, entry]) => entry.network === name))('%s', async (_title, entry) => {
    const prepared = await prepare({
      ...{ network: await network, explainer: explainers.get(entry.method), options: entry.options, starts },
      ...{ runtime, session: { provider: 'cpu', threads: 1 }, batch: 16 },
    });
    const [{ maps }] = await prepared.explain([{ image: picture, classes: [target] }]);
    await prepared.release();
    const { data } = maps[0].raw;
    const some = data.filter((_, i) => i % STRIDE === 0);
    expect(relativeError(some, numbers.subarray(entry.offset, entry.offset + entry.length))).toBeLessThan(
      1e-4,
    );
    const size = data.reduce((sum, value) => sum + Math.abs(value), 0);
    expect(Math.abs(data.reduce((sum, value) => sum + value, 0) - entry.sum)).toBeLessThan(1e-4 * size);
  });
});
