import { readFileSync } from 'node:fs';
import { parseOptions, presetOf, type FloatTensor } from '@camscope/core';
import { finishMap, finishSchema } from '@camscope/pixels';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, relativeError } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { plugins } from '../docs/plugins.ts';
import type { AnyExplainer } from './networks/methods.ts';
import { readReference } from './networks/references.ts';

const FOLDER = new URL('./fixtures/peers/', import.meta.url);
const PEERS = ['authors', 'captum', 'pytorch-grad-cam', 'tf-keras-vis', 'torch-cam', 'xplique'];

/** Presets that no fixture can be made for, and what they are held to instead. */
const noise = 'Draws numbers of its own; the tests of the package hold the mean over them to its limit.';
const withoutPeer: Readonly<Record<string, string>> = {
  'ablation-cam authors': 'No code is published; its own tests/reference.ts evaluates the definition.',
  'grad-cam-plus-plus authors':
    'For Python 2 and TensorFlow 1; tools/reference/cam_maps.py has its arithmetic.',
  'gradient-shap captum': noise,
  'smooth-grad captum': noise,
  'smooth-grad saliency': noise,
  'smooth-ig captum': noise,
  'square-grad captum': noise,
  'square-grad saliency': noise,
  'var-grad captum': noise,
};

/** A map that a published implementation made; written by the scripts of tools/peers. */
interface Entry {
  readonly method: string;
  readonly preset: string;
  readonly network: string;
  readonly target: number;
  /** A tensor's name; the default target where absent. */
  readonly layer?: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** A raw map [K,h,w], or one finished as the preset says, [H,W]. */
  readonly gives: 'raw' | 'finished';
  readonly size: readonly number[];
  /** Of rows and columns, every so many are kept. */
  readonly step: number;
  readonly offset: number;
}

const explainers = plugins.flatMap(({ contributes }) =>
  contributes.filter((contribution): contribution is AnyExplainer => contribution.kind === 'explainer'),
);
const maps = PEERS.flatMap((file) => {
  const { peer, maps: entries } = JSON.parse(read(`${file}.json`).toString()) as {
    peer: string;
    maps: Entry[];
  };
  const numbers = new Float32Array(new Uint8Array(read(`${file}.f32`)).buffer);
  return entries.map((entry) => ({ peer, entry, numbers: numbers.subarray(entry.offset) }));
});
const runtime = startNodeRuntime();
afterAll(() => runtime.close());

describe('under a preset, a map is that of the peer', () => {
  it.each(maps.map((map) => [titleOf(map.peer, map.entry), map] as const))('%s', async (_title, map) => {
    const { method, preset, network, target, layer, gives, size, step } = map.entry;
    const explainer = explainers.find(({ id }) => id === method)!;
    const options = { preset, ...map.entry.options };
    const { model, picture: image } = readReference(network);
    const request = { model, explainer, runtime, image, options, layer, classes: [target] };
    const [{ raw }] = (await explainOnce(request)).maps;
    const given = gives === 'raw' ? raw : finished(explainer, options, raw, size);
    expect(given.dims.slice(-size.length)).toEqual(size);
    const ours = thinned(given.data, given.dims, step);
    expect(relativeError(ours, map.numbers.subarray(0, ours.length))).toBeLessThan(1e-4);
  });
});

it('every preset is held to its peer, or says why not', () => {
  const held = new Set(maps.map(({ entry }) => `${entry.method} ${entry.preset}`));
  const all = explainers.flatMap(({ id, presets = {} }) =>
    Object.keys(presets).map((preset) => `${id} ${preset}`),
  );
  expect(all.filter((name) => !held.has(name)).sort()).toEqual(Object.keys(withoutPeer).sort());
  expect(all.filter((name) => held.has(name) && name in withoutPeer)).toEqual([]);
});

function finished(
  explainer: AnyExplainer,
  options: object,
  raw: FloatTensor,
  [height, width]: readonly number[],
) {
  const own = explainer.finish?.(parseOptions(explainer, options));
  const how = finishSchema.parse({ ...own, ...presetOf(explainer, options)!.map });
  const [, h, w] = raw.dims;
  const region = { x0: 0, y0: 0, x1: width, y1: height };
  const { map } = finishMap(
    { width: w, height: h, data: raw.data },
    { frame: { width, height }, region },
    how,
  );
  return { dims: [height, width], data: map.data };
}

/** Every so many rows and columns of [K,h,w]. */
function thinned(data: Float32Array, dims: readonly number[], step: number): Float32Array {
  const [height, width] = dims.slice(-2);
  return data.filter((_, i) => (i % width) % step === 0 && (Math.floor(i / width) % height) % step === 0);
}

function titleOf(peer: string, { method, preset, network, options }: Entry): string {
  const details = Object.entries(options).map(([key, value]) => `${key}: ${value}`);
  return [`${method} ${preset}`, network, ...details, peer].join(', ');
}

function read(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}
