import type { Preprocessing, Raster, Runtime } from '@camscope/core';
import { prepare } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { createModel } from '@camscope/onnx';
import { normalise } from '@camscope/pixels';
import { startNodeRuntime } from '@camscope/runtime-node';
import { countingRuntime, noise, openInMemory, poolLinear } from '@camscope/testkit';

const SIZE = 16;
const preprocessing: Preprocessing = {
  size: [SIZE, SIZE],
  channels: 3,
  fit: 'stretch',
  range: [0, 1],
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

/** The network of `poolLinear` as TensorFlow has it. */
function channelsLast(): Uint8Array {
  return createModel({
    nodes: [
      { op: 'Transpose', inputs: ['image'], outputs: ['first'], attributes: { perm: [0, 3, 1, 2] } },
      { op: 'Conv', inputs: ['first', 'w'], outputs: ['maps'] },
      { op: 'Relu', inputs: ['maps'], outputs: ['features'] },
      { op: 'GlobalAveragePool', inputs: ['features'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
      { op: 'MatMul', inputs: ['flat', 'head'], outputs: ['logits'] },
    ],
    initializers: { w: noise(1, [4, 3, 3, 3]), head: noise(2, [4, 3]) },
    inputs: [{ name: 'image', type: 'float32', dims: ['n', SIZE, SIZE, 3] }],
    outputs: [{ name: 'logits' }],
  });
}

const networks = {
  'channels first': { model: poolLinear({ inputChannels: 3, size: SIZE }), preprocessing },
  'channels last': { model: channelsLast(), preprocessing },
  'one channel': {
    model: poolLinear({ size: SIZE }),
    preprocessing: { ...preprocessing, channels: 1 as const, range: [-1024, 1024], mean: [3], std: [7] },
  },
};

export interface LevelsRow {
  readonly title: string;
  readonly provider: string;
  /** Bytes that are fed of an image that runs, be it to fill a run up. */
  readonly bytes: number;
  /** Values of maps and logits that differ from those of images that are normalised before. */
  readonly different: number;
  readonly values: number;
}

/** Explains grey rasters on a device, in levels and as tensors, and one by one with other classes too. */
export async function levelsAgainstTensors(node: Runtime, provider: string): Promise<LevelsRow[]> {
  const rasters = Array.from({ length: 5 }, (_, n) => greyRaster(n));
  const rows: LevelsRow[] = [];
  let [bytes, ran] = [0, 0];
  const counting = countingRuntime(node, (images, { moved }) => {
    bytes += moved;
    ran += images;
  });
  // Any provider but this one is a device.
  const runtime: Runtime = { ...counting, baseline: 'none' };
  for (const [title, { model, preprocessing: record }] of Object.entries(networks)) {
    const network = await openInMemory(model, node, { preprocessing: record as Preprocessing });
    for (const explainer of [gradCam, inputGradient]) {
      const request = { network, explainer, runtime, session: { provider, threads: 1 }, batch: 4 };
      const [fitted, plain] = [await prepare({ ...request, fitted: true }), await prepare(request)];
      const classes = rasters.map((_, n) => (n === 0 ? [0, 2] : [n % 3]));
      bytes = ran = 0;
      const found = await fitted.explain(rasters.map((image, n) => ({ image, classes: classes[n] })));
      const fed = bytes / ran;
      const images = rasters.map((raster) => normalise(raster, network.preprocessing));
      const expected = await plain.explain(images.map((image, n) => ({ image, classes: classes[n] })));
      const numbers = [found, expected].map((all) =>
        all.flatMap(({ logits, maps }) => [...logits, ...maps.flatMap(({ raw }) => [...raw.data])]),
      );
      const different = numbers[0].filter((value, i) => !Object.is(value, numbers[1][i])).length;
      const [{ length: values }] = numbers;
      rows.push({
        title: `${explainer.id}, ${title}`,
        provider: fitted.provider,
        bytes: fed,
        different,
        values,
      });
      await Promise.all([fitted.release(), plain.release()]);
    }
  }
  return rows;
}

function greyRaster(seed: number): Raster {
  const data = Uint8Array.from(noise(seed + 1, [SIZE * SIZE]).data, (value) => 128 + 127 * value);
  return { width: SIZE, height: SIZE, channels: 1, data, white: 255 };
}

if (process.argv[1] === import.meta.filename) {
  const node = startNodeRuntime();
  process.stdout.write(JSON.stringify(await levelsAgainstTensors(node, process.argv[2])));
  await node.close();
}
