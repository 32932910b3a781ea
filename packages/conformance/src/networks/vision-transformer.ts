import { ints, scalar } from '../tensors.ts';
import { NetworkBuilder } from './builder.ts';

export interface VisionTransformerOptions {
  readonly seed?: number;
  readonly size?: number;
  readonly channels?: number;
  readonly patch?: number;
  readonly width?: number;
  readonly heads?: number;
  readonly blocks?: number;
  /** Width within the MLP of each block; without one, blocks end with attention. */
  readonly hidden?: number;
  readonly classes?: number;
}

/**
 * A vision transformer as exporters leave it, small where nothing is said: patches behind a class token, blocks of layer norm and attention
 * and of layer norm and an MLP, and a linear layer that reads the class token. ViT-B/16 (arXiv:2010.11929): 12 blocks and heads, width 768,
 * 3072 within.
 */
export function visionTransformer(options: VisionTransformerOptions = {}): Uint8Array {
  const { seed = 3, size = 16, channels = 1, patch = 4, width = 8, heads = 2, blocks = 2 } = options;
  const { hidden, classes = 3 } = options;
  const net = new NetworkBuilder(seed, 'image', channels);
  const kernel = net.noise([width, channels, patch, patch], Math.sqrt(6 / channels) / patch);
  const patches = net.node('Conv', ['image', kernel], { strides: [patch, patch] }, width);
  const rows = net.node('Reshape', [patches, net.weight(ints([0, width, -1]))]);
  const places = net.node('Transpose', [rows], { perm: [0, 2, 1] });
  // A class token for each image of a batch: what is made from the image counts for nothing.
  const first = [[0], [1], [1]].map((of) => net.weight(ints(of)));
  const zero = net.node('Mul', [net.node('Slice', [places, ...first]), net.noise([1], 0)]);
  const token = net.node('Add', [zero, net.noise([1, 1, width], 1)]);
  const tokens = (size / patch) ** 2 + 1;
  let x = net.node('Add', [
    net.node('Concat', [token, places], { axis: 1 }),
    net.noise([1, tokens, width], 1),
  ]);
  for (let i = 0; i < blocks; i++) {
    x = net.node('Add', [x, attention(net, x, width, heads)]);
    if (hidden !== undefined) x = net.node('Add', [x, mlp(net, x, width, hidden)]);
  }
  const read = net.node('Slice', [x, ...first]);
  const flat = net.node('Reshape', [read, net.weight(ints([0, width]))]);
  net.classifier(flat, classes);
  return net.build('image', size);
}

function attention(net: NetworkBuilder, x: string, width: number, heads: number): string {
  const scale = Math.sqrt(3 / width);
  const norm = layerNorm(net, x, width);
  const apart = net.weight(ints([0, 0, heads, width / heads]));
  const [queries, keys, values] = [
    [0, 2, 1, 3],
    [0, 2, 3, 1],
    [0, 2, 1, 3],
  ].map((perm) => {
    const linear = net.node('MatMul', [norm, net.noise([width, width], scale)]);
    return net.node('Transpose', [net.node('Reshape', [linear, apart])], { perm });
  });
  const weights = net.node('Softmax', [net.node('MatMul', [queries, keys])], { axis: -1 });
  const read = net.node('Transpose', [net.node('MatMul', [weights, values])], { perm: [0, 2, 1, 3] });
  const joined = net.node('Reshape', [read, net.weight(ints([0, 0, width]))]);
  return net.node('MatMul', [joined, net.noise([width, width], scale)]);
}

/** Two linear layers around x · Φ(x). */
function mlp(net: NetworkBuilder, x: string, width: number, hidden: number): string {
  const wide = net.node('MatMul', [
    layerNorm(net, x, width),
    net.noise([width, hidden], Math.sqrt(3 / width)),
  ]);
  const erf = net.node('Erf', [net.node('Div', [wide, net.weight(scalar(Math.SQRT2))])]);
  const gate = net.node('Add', [erf, net.weight(scalar(1))]);
  const gelu = net.node('Mul', [net.node('Mul', [wide, gate]), net.weight(scalar(0.5))]);
  return net.node('MatMul', [gelu, net.noise([hidden, width], Math.sqrt(3 / hidden))]);
}

function layerNorm(net: NetworkBuilder, x: string, width: number): string {
  const weights = [net.noise([width], 1), net.noise([width], 0.1)];
  return net.node('LayerNormalization', [x, ...weights], { axis: -1 });
}
