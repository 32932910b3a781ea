import {
  CamscopeError,
  defineExplainer,
  floatTensor,
  runtimeWith,
  sessionWith,
  type Explainer,
  type FloatTensor,
} from '@camscope/core';
import { selfExplainingModel, type ExplainItem, type PrepareRequest } from '@camscope/engine';
import { NAMES } from '@camscope/onnx';
import { gradient } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { open, prepare, ramp, signedGradCam, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The same as `signedGradCam`, outside of the graph. */
const onHost = defineExplainer({
  id: 'on-host',
  title: 'Grad-CAM without its ReLU, on the host',
  host: ({ activations, gradients }) => {
    const [channels, height, width] = activations.dims;
    const size = height * width;
    const map = new Float32Array(size);
    for (let k = 0; k < channels; k++) {
      const own = gradients.data.subarray(k * size, (k + 1) * size);
      const weight = own.reduce((sum, value) => sum + value, 0) / size;
      for (let i = 0; i < size; i++) map[i] += weight * activations.data[k * size + i];
    }
    return floatTensor(map, [1, height, width]);
  },
});

/** Asks about twice and three times the image: what is linear says twice and three times as much. */
const asking = defineExplainer({
  id: 'asking',
  title: 'Asking',
  gives: 'attribution',
  fetch: ({ image, score }) => ({ seen: image, slope: gradient(score, image) }),
  host: async ({ image, seen, slope, logits, target, ask }) => {
    expect([...seen.data]).toEqual([...image.data]);
    const scaled = [2, 3].map((by) =>
      floatTensor(
        image.data.map((value) => by * value),
        image.dims,
      ),
    );
    const answers = await ask(scaled);
    answers.forEach((answer, i) => {
      expect([...answer.seen.data]).toEqual([...scaled[i].data]);
      expect(answer.logits[target] / logits[target]).toBeCloseTo(i + 2, 5);
      expect([...answer.slope.data]).toEqual([...slope.data]);
    });
    return slope;
  },
});

const items: ExplainItem[] = [
  { image: ramp(0.1), classes: [1, 0, 1] },
  { image: ramp(-0.1), classes: 'top1' },
  { image: ramp(0.05), classes: [] },
  { image: ramp(0.2), classes: [0] },
];

async function explained(
  explainer: Explainer,
  request: Partial<PrepareRequest> = {},
  { signal, model = twoMaps() }: { readonly signal?: AbortSignal; readonly model?: Uint8Array } = {},
) {
  let ran = 0;
  const counting = runtimeWith(runtime, {
    async open(...opening) {
      const session = await runtime.open(...opening);
      return sessionWith(session, {
        async run(...feeds) {
          const found = await session.run(...feeds);
          ran += found[NAMES.logits]?.dims[0] ?? 0;
          return found;
        },
      });
    },
  });
  const network = await open(model, counting);
  const session = { provider: 'cpu', threads: 1 };
  const prepared = await prepare({ network, explainer, runtime: counting, session, ...request });
  try {
    return { all: await prepared.explain(items, signal), ran };
  } finally {
    await prepared.release();
  }
}

describe('a host method', () => {
  it.each([
    ['in a batch', {}, twoMaps()],
    ['one by one', { batch: 1 }, twoMaps()],
    [
      'on a network of one image',
      {},
      twoMaps({ inputs: [{ name: 'x', type: 'float32', dims: [1, 1, 2, 3] }] }),
    ],
  ])('is given what is fetched, each row its own: %s', async (_, request, model) => {
    const { all, ran } = await explained(onHost, request, { model });
    const expected = await explained(signedGradCam, request, { model });
    expect(ran).toBe(expected.ran);
    expect(all.map(({ passes }) => passes)).toEqual([1, 1, 1, 1]);
    all.forEach(({ logits, maps }, i) => {
      expect(logits).toEqual(expected.all[i].logits);
      expect(maps.map(({ target }) => target)).toEqual(expected.all[i].maps.map(({ target }) => target));
      maps.forEach(({ raw }, k) => {
        const other = expected.all[i].maps[k].raw;
        expect(raw.dims).toEqual(other.dims);
        raw.data.forEach((value, place) => expect(value).toBeCloseTo(other.data[place], 5));
      });
    });
  });

  it('asks about other images, in batches, and each is counted', async () => {
    const { all, ran } = await explained(asking);
    expect(all.map(({ passes }) => passes)).toEqual([7, 3, 1, 3]);
    expect(ran).toBe(14);
    // ∂logits/∂x = (6 + 2·3, −6 + 2·6) / 6.
    const slopes = all.map(({ maps }) => maps.map(({ raw }) => raw.data[0]));
    expect(slopes).toEqual([[1, 2, 1], [1], [], [2]]);
  });

  it('is stopped where it asks', async () => {
    const stop = new AbortController();
    const stopping = defineExplainer({
      id: 'stopping',
      title: 'Stopping',
      host: async ({ image, activations, ask }) => {
        stop.abort();
        // What it makes of this is no map.
        await ask([image]).catch(() => undefined);
        return floatTensor(activations.data.slice(0, 6), [1, 2, 3]);
      },
    });
    await expect(explained(stopping, {}, { signal: stop.signal })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });

  it('explains one layer, or all that it takes', async () => {
    const layer = ['maps', 'last'];
    const model = twoMaps({
      nodes: [
        { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'] },
        { op: 'Relu', inputs: ['maps'], outputs: ['early'] },
        { op: 'GlobalAveragePool', inputs: ['early'], outputs: ['pooled'] },
        { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
        { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
      ],
    });
    await expect(explained(onHost, { layer }, { model })).rejects.toThrow(/explains one layer at a time/);
    const both = defineExplainer({
      id: 'both',
      title: 'Both',
      layers: 'together',
      fetch: ({ layers }) => ({ first: layers[0], last: layers[1] }),
      host: ({ first, last }) =>
        floatTensor(
          first.data.slice(0, 6).map((value, i) => value - last.data[i]),
          [1, 2, 3],
        ),
    });
    const { all } = await explained(both, { layer }, { model });
    // x − max(x, 0)
    expect([...all[1].maps[0].raw.data]).toEqual([...ramp(-0.1).data]);
    expect(Math.max(...all[0].maps[0].raw.data)).toBe(0);
  });

  it('cannot be saved in one file', async () => {
    const network = await open(twoMaps(), runtime);
    await expect(selfExplainingModel({ network, explainer: onHost })).rejects.toThrow(
      /'on-host' makes its map outside of the graph and cannot be saved/,
    );
  });
});

describe('a fault of a host method', () => {
  const giving = (raw: unknown, gives?: 'attribution') =>
    defineExplainer({ id: 'faulty', title: 'Faulty', gives, host: () => raw as FloatTensor });
  it.each([
    ['no tensor', giving([1, 2]), /'faulty': host gave what it must not[^]*a list of 2|not a tensor/],
    ['several channels', giving(floatTensor(new Float32Array(12), [2, 2, 3])), /of shape \[2, 2, 3\]/],
    [
      'another attribution',
      giving(floatTensor(new Float32Array(4), [1, 2, 2]), 'attribution'),
      /not a tensor float32 \[1,2,3\]/,
    ],
    [
      'an exception',
      defineExplainer({
        id: 'faulty',
        title: 'Faulty',
        host: () => {
          throw new Error('broken');
        },
      }),
      /'faulty': host failed[^]*broken/,
    ],
    [
      'a name that is taken',
      defineExplainer({
        id: 'faulty',
        title: 'Faulty',
        fetch: ({ image }) => ({ image }),
        host: ({ image }) => image,
      }),
      /'faulty': fetch gave what it must not[^]*another name/,
    ],
  ])('is told: %s', async (_, explainer, message) => {
    const failure: unknown = await explained(explainer).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CamscopeError);
    expect((failure as CamscopeError).code).toBe('PLUGIN_FAILED');
    expect((failure as CamscopeError).message).toMatch(message);
  });
});
