import { readFileSync } from 'node:fs';
import { defineExplainer, sizeOf, type FloatTensor } from '@camscope/core';
import { shapleyCam } from '@camscope/methods-shapley-cam';
import { gradient, mul, stop, sum } from '@camscope/onnx/expressions';
import { finishMap, finishSchema } from '@camscope/pixels';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { explain } from './methods.ts';
import { readReference } from './references.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

interface Stored {
  readonly dims: readonly number[];
  readonly offset: number;
}

/** Written by tools/peers/second_gradients.py. */
interface Products {
  readonly name: string;
  /** Of the layer. */
  readonly tensor: string;
  /** H·A at the layer, [K,h,w]. */
  readonly layer: Stored;
  /** Of the image H·x, and ∂(g·A)/∂x, where A is a constant: every `step`th row and column. */
  readonly image: Stored;
  readonly across: Stored;
  /** The finished map of pytorch-grad-cam, every `step`th row and column. */
  readonly shapley?: Stored;
}

const FOLDER = new URL('../fixtures/peers/', import.meta.url);
const { networks, step } = JSON.parse(readFileSync(new URL('second-gradients.json', FOLDER), 'utf8')) as {
  readonly networks: readonly Products[];
  readonly step: number;
};
const numbers = new Float32Array(
  new Uint8Array(readFileSync(new URL('second-gradients.f32', FOLDER))).buffer,
);
const valuesOf = ({ dims, offset }: Stored) => numbers.subarray(offset, offset + sizeOf(dims));

/** Keeps what it fetches. */
const products = (kept: Map<string, FloatTensor>) =>
  defineExplainer({
    id: 'products',
    title: 'Hessian-vector products',
    fetch: ({ image, activations, score }) => {
      const slope = gradient(score, activations);
      const along = sum(mul(slope, stop(activations)), 'channels', 'height', 'width');
      const alongImage = sum(mul(gradient(score, image), stop(image)), 'channels', 'height', 'width');
      return {
        layer: gradient(along, activations),
        ofImage: gradient(alongImage, image),
        across: gradient(along, image),
      };
    },
    host: ({ layer, ofImage, across }) => {
      for (const [name, value] of Object.entries({ layer, image: ofImage, across })) kept.set(name, value);
      return {
        ...across,
        dims: [1, ...across.dims.slice(1)],
        data: across.data.slice(0, sizeOf(across.dims.slice(1))),
      };
    },
  });

describe.each(networks)("second gradients equal PyTorch's in float64: $name", (expected) => {
  const reference = readReference(expected.name);
  const { picture: image, target } = reference;
  const network = openInMemory(reference.model, runtime);
  const layer = expected.tensor;

  it('at the layer, at the image, and across', async () => {
    const kept = new Map<string, FloatTensor>();
    await explain(runtime, await network, { explainer: products(kept), layer }, { image, classes: [target] });
    const found = {
      layer: kept.get('layer')!.data,
      image: thinned(kept.get('image')!),
      across: thinned(kept.get('across')!),
    };
    for (const name of ['layer', 'image', 'across'] as const) {
      const values = valuesOf(expected[name]);
      if (values.every((value) => value === 0)) expect(found[name].every((value) => value === 0)).toBe(true);
      else expect(relativeError(found[name], values), name).toBeLessThan(1e-4);
    }
  });

  const { shapley } = expected;
  if (shapley) {
    it('and Shapley-CAM is that of pytorch-grad-cam', async () => {
      const { maps } = await explain(
        runtime,
        await network,
        { explainer: shapleyCam, layer },
        { image, classes: [target] },
      );
      const [{ raw }] = maps;
      const [, h, w] = raw.dims;
      const [, height, width] = image.dims;
      const size = { width, height };
      const whole = { x0: 0, y0: 0, x1: width, y1: height };
      const { map } = finishMap(
        { width: w, height: h, data: raw.data },
        { frame: size, region: whole },
        finishSchema.parse({}),
      );
      const finished = thinned({ type: 'float32', dims: [1, height, width], data: map.data });
      expect(relativeError(finished, valuesOf(shapley))).toBeLessThan(1e-4);
    });
  }
});

/** Every `step`th row and column. */
function thinned({ dims, data }: FloatTensor): Float32Array {
  const [, height, width] = dims;
  return data.filter((_, i) => (Math.floor(i / width) % height) % step === 0 && (i % width) % step === 0);
}
