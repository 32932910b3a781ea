import { readFileSync } from 'node:fs';
import { sizeOf } from '@camscope/core';
import { MemoryScoreCache, prepare } from '@camscope/engine';
import { fasterScoreCam } from '@camscope/methods-faster-score-cam';
import { scoreCam } from '@camscope/methods-score-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnyExplainer } from './methods.ts';
import { readReference } from './references.ts';

const FOLDER = new URL('../fixtures/score-cam/', import.meta.url);

/** Maps of every class, written by tools/reference/score_cam.py. */
interface Entry {
  readonly network: string;
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** A tensor's name; the default target where absent. */
  readonly layer?: string;
  readonly channels: number;
  readonly constant: number;
  /** [classes,h,w] */
  readonly maps: { readonly dims: readonly number[]; readonly offset: number };
}

const read = (file: string) => readFileSync(new URL(file, FOLDER));
const entries = JSON.parse(read('index.json').toString()) as readonly Entry[];
const numbers = new Float32Array(new Uint8Array(read('maps.f32')).buffer);
const explainers: Record<string, AnyExplainer> = {
  'score-cam': scoreCam,
  'faster-score-cam': fasterScoreCam,
};
const runtime = startNodeRuntime();
afterAll(() => runtime.close());

describe.each([...new Set(entries.map(({ network }) => network))])('on %s', (name) => {
  const reference = readReference(name);
  const network = openInMemory(reference.model, runtime);
  const own = entries.filter((entry) => entry.network === name);

  it.each(own.map((entry) => [titleOf(entry), entry] as const))('%s', async (_title, entry) => {
    const { dims, offset } = entry.maps;
    const prepared = await prepare({
      network: await network,
      explainer: explainers[entry.method],
      options: entry.options,
      layer: entry.layer,
      runtime,
      session: { provider: 'cpu', threads: 1 },
      scores: new MemoryScoreCache(0),
    });
    const classes = Array.from({ length: dims[0] }, (_, c) => c);
    const [{ maps, facts }] = await prepared.explain([{ image: reference.picture, classes }]);
    await prepared.release();
    expect(facts).toMatchObject({ maps: entry.channels, constant: entry.constant });
    const size = sizeOf(dims.slice(1));
    expect(numbers.subarray(offset, offset + sizeOf(dims)).some((value) => value !== 0)).toBe(true);
    for (const { target, raw } of maps) {
      const expected = numbers.subarray(offset + target * size, offset + (target + 1) * size);
      expect(relativeError(raw.data, expected)).toBeLessThan(1e-4);
    }
  });
});

it.each(['resnet', 'densenet', 'mobilenet-v3'])(
  'on %s neither chunks nor threads change a map',
  async (name) => {
    const { model, picture: image } = readReference(name);
    const network = await openInMemory(model, runtime);
    const run = async (threads: number, memory?: number) => {
      const session = { provider: 'cpu', threads };
      const scores = new MemoryScoreCache(0);
      const prepared = await prepare({ network, explainer: scoreCam, runtime, session, scores, memory });
      const [{ maps }] = await prepared.explain([{ image, classes: [0, 1, 2, 3, 4] }]);
      await prepared.release();
      return maps.flatMap(({ raw }) => [...raw.data]);
    };
    const oneByOne = await run(1, 1);
    for (const other of [await run(1), await run(2), await run(2, 2 ** 21)]) {
      expect(relativeError(other, oneByOne)).toBeLessThan(1e-5);
    }
  },
);

function titleOf({ method, options, layer }: Entry): string {
  const details = Object.entries(options).map(([key, value]) => `${key}: ${value}`);
  return [method, ...details, ...(layer ? [`at ${layer}`] : [])].join(', ');
}
