import { readFileSync } from 'node:fs';
import { sizeOf, type FloatTensor, type Runtime } from '@camscope/core';
import { prepare, type Network, type PrepareRequest } from '@camscope/engine';
import { noise } from '@camscope/testkit';

const FOLDER = new URL('../fixtures/networks/', import.meta.url);

/** Where an array lies in a network's file of float32 values. */
interface Stored {
  readonly dims: readonly number[];
  readonly offset: number;
}

interface Entry {
  readonly name: string;
  /** Seed and shape [C,H,W] of the image. */
  readonly imageSeed: number;
  readonly image: readonly number[];
  /** The explained class. */
  readonly target: number;
  /** [classes] */
  readonly logits: Stored;
  /** The gradient of the class's logit to the image, [C,H,W]. */
  readonly gradient: Stored;
  /** Absent where the network has no ReLU. */
  readonly guided?: Stored;
  readonly guidedGradCam?: Stored;
  readonly maps: readonly {
    readonly method: string;
    readonly options: Readonly<Record<string, unknown>>;
    /** A tensor's name; the default target where absent. */
    readonly layer?: string;
    /** [1,h,w] */
    readonly map: Stored;
  }[];
}

/** A network, an image, and what PyTorch makes of them in float64; written by tools/reference/networks.py. */
export interface Reference extends Entry {
  readonly model: Uint8Array;
  readonly picture: FloatTensor;
  values(stored: Stored): Float32Array;
}

export const entries = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as readonly Entry[];

export function readReference(name: string): Reference {
  const entry = entries.find((candidate) => candidate.name === name)!;
  const numbers = new Float32Array(read(`${name}.f32`).buffer);
  return {
    ...entry,
    model: read(`${name}.onnx`),
    picture: noise(entry.imageSeed, entry.image),
    values: ({ dims, offset }) => numbers.subarray(offset, offset + sizeOf(dims)),
  };
}

/** What a method makes of the reference's image and class, and the logits beside it. */
export async function explain(
  { picture, target }: Reference,
  network: Network,
  runtime: Runtime,
  method: Pick<PrepareRequest, 'explainer' | 'options' | 'layer'>,
): Promise<{ logits: Float32Array; raw: Float32Array }> {
  const prepared = await prepare({ network, runtime, session: { provider: 'cpu', threads: 1 }, ...method });
  try {
    const { logits, maps } = await prepared.explain({ image: picture, classes: [target] });
    return { logits, raw: maps[0].raw.data };
  } finally {
    await prepared.release();
  }
}

export function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (u: Float32Array, v: Float32Array) => u.reduce((sum, value, i) => sum + value * v[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function read(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(file, FOLDER)));
}
