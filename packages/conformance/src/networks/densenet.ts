import { NetworkBuilder } from './builder.ts';

export interface DenseNetOptions {
  /** Layers per block; DenseNet-121: [6, 12, 24, 16]. */
  readonly blocks: readonly number[];
  /** Maps that each layer adds; 32 as published. */
  readonly growth?: number;
  readonly size?: number;
  readonly channels?: number;
  readonly classes?: number;
  readonly seed?: number;
}

/** A DenseNet (arXiv:1608.06993, with bottlenecks and compression ½) with seeded weights. */
export function denseNet(options: DenseNetOptions): Uint8Array {
  const { blocks, growth = 32, size = 224, channels = 3, classes = 14, seed = 1 } = options;
  const net = new NetworkBuilder(seed, 'image', channels);
  let x = net.conv('image', 2 * growth, { kernel: 7, stride: 2 });
  x = net.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
  for (const [block, count] of blocks.entries()) {
    if (block > 0) x = transition(net, x);
    for (let layer = 0; layer < count; layer++) x = denseLayer(net, x, growth);
  }
  net.head(net.relu(net.batchNorm(x)), classes);
  return net.build('image', size);
}

function denseLayer(net: NetworkBuilder, x: string, growth: number): string {
  const narrow = net.conv(net.relu(net.batchNorm(x)), 4 * growth, { kernel: 1 });
  const added = net.conv(narrow, growth, { relu: false });
  return net.node('Concat', [x, added], { axis: 1 }, net.channelsOf(x) + growth);
}

function transition(net: NetworkBuilder, x: string): string {
  const halved = net.conv(net.relu(net.batchNorm(x)), net.channelsOf(x) / 2, { kernel: 1, relu: false });
  return net.node('AveragePool', [halved], { kernel_shape: [2, 2], strides: [2, 2] });
}
