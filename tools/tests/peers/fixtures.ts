import { readFileSync } from 'node:fs';
import { parseOptions, presetOf, type FloatTensor, type Runtime } from '@camscope/core';
import { prepare, type Network } from '@camscope/engine';
import { finishMap, finishSchema } from '@camscope/pixels';
import { openInMemory } from '@camscope/testkit';
import { plugins } from '../../docs/plugins.ts';
import type { AnyExplainer } from '../networks/methods.ts';
import { readReference } from '../networks/references.ts';

const FOLDER = new URL('../fixtures/peers/', import.meta.url);
const PEERS = [
  'authors',
  'captum',
  'faster-score-cam',
  'opti-cam',
  'pytorch-grad-cam',
  'smooth-grad-cam-plus-plus',
  'tf-keras-vis',
  'token-masks',
  'torch-cam',
  'vit-explain',
  'xplique',
  'xrai',
];

/** A map that a published implementation made; written by the scripts of tools/peers. */
interface Entry {
  readonly method: string;
  /** The preset that is held to it; the method as it is, where there is none. */
  readonly preset: string | null;
  readonly network: string;
  readonly target: number;
  /** A tensor's name; the default target where absent. */
  readonly layer?: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** A raw map [K,h,w], or one finished as the preset says, [H,W]. */
  readonly gives: 'raw' | 'finished';
  /** `any`: the map or its negative, whichever the peer's machine gave. */
  readonly sign?: 'any';
  readonly size: readonly number[];
  /** Of rows and columns, every so many are kept. */
  readonly step: number;
  readonly offset: number;
}

export interface PeerMap {
  readonly peer: string;
  readonly title: string;
  readonly entry: Entry;
  readonly values: Float32Array;
}

export const explainers = plugins.flatMap(({ contributes }) =>
  contributes.filter((contribution): contribution is AnyExplainer => contribution.kind === 'explainer'),
);

export const peerMaps: readonly PeerMap[] = PEERS.flatMap((file) => {
  const { peer, maps } = JSON.parse(read(`${file}.json`).toString()) as { peer: string; maps: Entry[] };
  const numbers = new Float32Array(new Uint8Array(read(`${file}.f32`)).buffer);
  return maps.map((entry) => {
    const length = entry.size.reduce(
      (size, n, i) => size * (i < entry.size.length - 2 ? n : Math.ceil(n / entry.step)),
      1,
    );
    return {
      peer,
      title: titleOf(peer, entry),
      entry,
      values: numbers.subarray(entry.offset, entry.offset + length),
    };
  });
});

/** What camscope gives where a peer gave `entry`, the same of its places, and with its sign where that is open. */
export async function ours({ entry, values }: PeerMap, runtime: Runtime): Promise<Float32Array> {
  const { method, preset, network, target, layer, gives, size, step } = entry;
  const explainer = explainers.find(({ id }) => id === method)!;
  const options = preset === null ? entry.options : { preset, ...entry.options };
  const { picture: image } = readReference(network);
  const prepared = await prepare({
    ...{ network: await opened(network, runtime), explainer, options, layer, runtime },
    session: { provider: 'cpu', threads: 1 },
  });
  const [explained] = await prepared.explain([{ image, classes: [target] }]);
  await prepared.release();
  const [{ raw }] = explained.maps;
  const { data, dims } = gives === 'raw' ? raw : finished(explainer, options, raw, size);
  if (dims.slice(-size.length).join() !== size.join()) throw new Error(`A map of ${dims.join('×')}`);
  const kept = thinned(data, dims, step);
  const agrees = kept.reduce((sum, value, i) => sum + value * values[i], 0) >= 0;
  return entry.sign === 'any' && !agrees ? kept.map((value) => -value) : kept;
}

const networks = new Map<string, Promise<Network>>();

/** Opened once. */
function opened(name: string, runtime: Runtime): Promise<Network> {
  const network = networks.get(name) ?? openInMemory(readReference(name).model, runtime);
  networks.set(name, network);
  return network;
}

function finished(
  explainer: AnyExplainer,
  options: object,
  raw: FloatTensor,
  [height, width]: readonly number[],
) {
  const own = explainer.finish?.(parseOptions(explainer, options));
  const how = finishSchema.parse({ ...own, ...presetOf(explainer, options)?.map });
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
  const details = Object.entries(options).map(([key, value]) => `${key}: ${String(value)}`);
  return [preset === null ? method : `${method} ${preset}`, network, ...details, peer].join(', ');
}

function read(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}
