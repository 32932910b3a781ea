import { afterAll, describe, expect, it } from 'vitest';
import type { FloatTensor, Tensor } from '@camscope/core';
import { Graph, readModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { selfExplainingModel } from '@camscope/engine';
import { open, ramp, signedGradCam, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const labels = ['No Finding', 'Effusion'];

async function saved(
  model = twoMaps(),
  classInput = false,
): Promise<{ bytes: Uint8Array; heatmap: string; logits: string }> {
  const network = await open(model, runtime, { labels });
  const { chunks, facts } = await selfExplainingModel({ network, explainer: signedGradCam, classInput });
  return { bytes: new Uint8Array(Buffer.concat(chunks)), ...facts.outputs };
}

async function run(bytes: Uint8Array, feeds: Record<string, Tensor>): Promise<Record<string, FloatTensor>> {
  const session = await runtime.open({ proto: bytes, external: new Map() }, { provider: 'cpu' });
  try {
    return (await session.run(feeds)) as Record<string, FloatTensor>;
  } finally {
    await session.release();
  }
}

const x: FloatTensor = { ...ramp(1), dims: [1, 1, 2, 3] };
const unit = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6));
const rising = unit([0, 0.2, 0.4, 0.6, 0.8, 1]);
const falling = unit([1, 0.8, 0.6, 0.4, 0.2, 0]);

describe('a self-explaining network', () => {
  it('explains the top class by default', async () => {
    const { bytes } = await saved();
    const byDefault = await run(bytes, { x });
    expect([...byDefault['logits'].data]).toEqual([42, 21]);
    expect(byDefault['heatmap'].dims).toEqual([1, 1, 2, 3]);
    expect([...byDefault['heatmap'].data]).toEqual(rising);
  });

  it('explains each image of a batch for its own top class, or for the class that is asked for', async () => {
    const opposed = twoMaps({
      initializers: { kernel: tensor([1, -1], [2, 1, 1, 1]), w: tensor([6, -6, 3, 6], [2, 2]) },
    });
    const { bytes } = await saved(opposed, true);
    const batch = tensor([...ramp(1).data, ...ramp(-1).data], [2, 1, 2, 3]);
    const { logits, heatmap } = await run(bytes, { x: batch, class: classesAre(-1) });
    // Maps (x, −x): class 0 = 3.5·(6 − 3), class 1 = 3.5·(−6 − 6); the map of class c is (w_c1 − w_c2)/6 · x.
    expect([...logits.data]).toEqual([10.5, -42, -10.5, 42]);
    expect([...heatmap.data]).toEqual([...rising, ...rising]);
    expect([...(await run(bytes, { x: batch, class: classesAre(1, 1) }))['heatmap'].data]).toEqual([
      ...falling,
      ...rising,
    ]);
    expect([...(await run(bytes, { x, class: classesAre(0, 1) }))['heatmap'].data]).toEqual([
      ...rising,
      ...falling,
    ]);
  });

  it('says in its metadata what it is', async () => {
    const { bytes } = await saved();
    const { metadata } = readModel(bytes);
    expect(JSON.parse(metadata.get('camscope.card')!)).toMatchObject({ labels, name: 'two-maps' });
    expect(JSON.parse(metadata.get('camscope.explanation')!)).toMatchObject({
      method: 'signed-grad-cam',
      layers: [{ name: 'last', tensor: 'maps' }],
      source: expect.stringMatching(/^[0-9a-f]{64}$/),
      outputs: { logits: 'logits', heatmap: 'heatmap' },
    });
    expect(new Graph(readModel(bytes)).outputs).toEqual(['logits', 'heatmap']);
  });

  it('can be explained again, under names that are still free', async () => {
    const again = await saved((await saved()).bytes);
    expect([...(await run(again.bytes, { x }))[again.heatmap].data]).toEqual(rising);
    expect(again.heatmap).toBe('heatmap_');
  });

  it('keeps no stack traces and remarks of the exporter', async () => {
    const noted = withRemark(twoMaps(), '/home/somebody/train.py');
    expect(new TextDecoder().decode(noted)).toContain('somebody');
    expect(new TextDecoder().decode((await saved(noted)).bytes)).not.toContain('somebody');
  });
});

function tensor(values: readonly number[], dims: readonly number[]): FloatTensor {
  return { type: 'float32', dims, data: Float32Array.from(values) };
}

function classesAre(...indices: number[]): Tensor<'int64'> {
  return { type: 'int64', dims: [indices.length], data: BigInt64Array.from(indices, BigInt) };
}

/** The model with a doc_string (field 6 of ModelProto) appended. */
function withRemark(model: Uint8Array, remark: string): Uint8Array {
  const text = new TextEncoder().encode(remark);
  return Uint8Array.of(...model, 6 * 8 + 2, text.length, ...text);
}
