import { readFileSync } from 'node:fs';
import { sizeOf, type FloatTensor } from '@camscope/core';
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

function read(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(file, FOLDER)));
}
