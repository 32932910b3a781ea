import { NetworkBuilder } from './builder.ts';

export interface ResNetOptions {
  /** Blocks per stage; ResNet-50: [3, 4, 6, 3]. */
  readonly blocks: readonly number[];
  /** 3 convolutions per block (from ResNet-50 up) in place of 2. */
  readonly bottleneck?: boolean;
  /** Maps of the first stage; 64 as published. */
  readonly width?: number;
  readonly size?: number;
  readonly channels?: number;
  readonly classes?: number;
  readonly seed?: number;
}

/** A ResNet (arXiv:1512.03385, stride in the 3×3 convolution) with seeded weights and batch norm folded. */
export function resNet(options: ResNetOptions): Uint8Array {
  const { blocks, bottleneck = true, width = 64, size = 224, channels = 3, classes = 14, seed = 1 } = options;
  const net = new NetworkBuilder(seed, 'image', channels);
  let x = net.conv('image', width, { kernel: 7, stride: 2 });
  x = net.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
  for (const [stage, count] of blocks.entries()) {
    for (let block = 0; block < count; block++) {
      x = residualBlock(net, x, width * 2 ** stage, stage > 0 && block === 0 ? 2 : 1, bottleneck);
    }
  }
  net.head(x, classes);
  return net.build('image', size);
}

function residualBlock(
  net: NetworkBuilder,
  x: string,
  width: number,
  stride: number,
  bottleneck: boolean,
): string {
  const maps = bottleneck ? 4 * width : width;
  let branch = x;
  if (bottleneck) branch = net.conv(branch, width, { kernel: 1 });
  branch = net.conv(branch, width, { stride });
  branch = net.conv(branch, maps, { kernel: bottleneck ? 1 : 3, relu: false });
  const changes = stride > 1 || net.channelsOf(x) !== maps;
  const shortcut = changes ? net.conv(x, maps, { kernel: 1, stride, relu: false }) : x;
  return net.relu(net.node('Add', [branch, shortcut]));
}
