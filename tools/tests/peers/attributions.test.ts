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
  /** Captum where it is not said. */
  readonly peer?: string;
  /** Where it is not the network's own image. */
  readonly imageSeed?: number;
  readonly network: string;
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly numbers: Float32Array;
  readonly sum: number;
}

const entries = [...entriesOf('captum'), ...entriesOf('backward'), ...entriesOf('attention')];
const { explainer: explainers } = createContainer(await loadWanted(portablePlugins, ['explainer'])).get(
  REGISTRY,
);
const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const titled = entries.map((entry) => {
  const { peer = 'captum', method, options } = entry;
  return [`${peer}: ${method} ${JSON.stringify(options)}`, entry] as const;
});

const networks = [...new Set(entries.map(({ network }) => network))];

describe.each(networks)('attributions equal those of peers: %s', (name) => {
  const { model, picture, target } = readReference(name);
  const network = openInMemory(model, runtime);
  const starts = () => Promise.resolve(STARTS.map((seed) => noise(seed, picture.dims)));

  it.each(titled.filter(([, entry]) => entry.network === name))('%s', async (_title, entry) => {
    const prepared = await prepare({
      ...{ network: await network, explainer: explainers.get(entry.method), options: entry.options, starts },
      ...{ runtime, session: { provider: 'cpu', threads: 1 }, batch: 16 },
    });
    const { imageSeed } = entry;
    const image = imageSeed === undefined ? picture : noise(imageSeed, picture.dims);
    const [{ maps }] = await prepared.explain([{ image, classes: [target] }]);
    await prepared.release();
    const { data } = maps[0].raw;
    const some = data.filter((_, i) => i % STRIDE === 0);
    expect(relativeError(some, entry.numbers)).toBeLessThan(1e-4);
    const size = data.reduce((sum, value) => sum + Math.abs(value), 0);
    expect(Math.abs(data.reduce((sum, value) => sum + value, 0) - entry.sum)).toBeLessThan(1e-4 * size);
  });
});

function entriesOf(set: string): Entry[] {
  const values = new Float32Array(new Uint8Array(readFileSync(new URL(`${set}.f32`, FOLDER))).buffer);
  const stored = JSON.parse(readFileSync(new URL(`${set}.json`, FOLDER), 'utf8')) as (Entry & Place)[];
  return stored.map((entry) => ({
    ...entry,
    numbers: values.subarray(entry.offset, entry.offset + entry.length),
  }));
}

/** Where the numbers of an entry lie. */
interface Place {
  readonly offset: number;
  readonly length: number;
}
