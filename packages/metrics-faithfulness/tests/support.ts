import { readFileSync } from 'node:fs';
import {
  floatTensor,
  parseOptions,
  type Faith,
  type Faithfulness,
  type FaithfulnessInput,
  type FloatTensor,
  type Runtime,
} from '@camscope/core';
import { openClassifier, probabilitiesOf, type Classifier } from '@camscope/engine';
import { createModel } from '@camscope/onnx';
import { openInMemory } from '@camscope/testkit';

/** Networks of one linear layer: logits = weights · image + bias, for class 0; its negative for class 1. */
export function linearNetwork(weights: FloatTensor, bias = 0): Uint8Array {
  const size = weights.data.length;
  const both = new Float32Array(2 * size);
  both.set(weights.data);
  both.set(
    weights.data.map((weight) => -weight),
    size,
  );
  return createModel({
    nodes: [
      { op: 'Flatten', inputs: ['image'], outputs: ['flat'] },
      { op: 'Gemm', inputs: ['flat', 'w', 'b'], outputs: ['logits'], attributes: { transB: 1 } },
    ],
    initializers: { w: floatTensor(both, [2, size]), b: floatTensor(Float32Array.of(bias, -bias), [2]) },
    inputs: [{ name: 'image', type: 'float32', dims: ['n', ...weights.dims] }],
    outputs: [{ name: 'logits' }],
  });
}

export async function classifierOf(model: Uint8Array, runtime: Runtime, batch = 8): Promise<Classifier> {
  const network = await openInMemory(model, runtime, { activation: 'sigmoid' });
  return openClassifier({ network, runtime, session: { provider: 'cpu', threads: 1 }, batch });
}

export interface Question {
  readonly classifier: Classifier;
  readonly image: FloatTensor;
  /** Of the map, row by row. */
  readonly heat: ArrayLike<number>;
  readonly target?: number;
  /** The map of any other image, where the measure asks for maps. */
  readonly other?: ArrayLike<number>;
}

/** Evaluates with the options given, and counts the images that the network is asked about. */
export async function ask(
  // Measures differ in their options, so no common type but `any` holds them all.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  measure: Faithfulness<any>,
  { classifier, image, heat, target = 0, other }: Question,
  options: Record<string, unknown> = {},
): Promise<Faith & { passes: number }> {
  const [, height, width] = image.dims;
  let passes = 0;
  const input: FaithfulnessInput = {
    image,
    map: { width, height, data: Float32Array.from(heat) },
    target,
    forward: async (images) => {
      const logits = await classifier.logits(images);
      passes += logits.length;
      return logits;
    },
    probability: (logits) => probabilitiesOf(classifier.network, logits)[target],
    explain: async (images) =>
      Array.from(images, () => ({ width, height, data: Float32Array.from(other ?? heat) })),
  };
  const faith = await measure.evaluate(input, parseOptions(measure, options));
  return { ...faith, passes };
}

export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

export const floatsOf = (base64: string) => new Float32Array(bytesOf(base64).buffer);
