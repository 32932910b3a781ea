import { Network } from './network.ts';

export interface ResNetSpec {
  readonly kind: 'basic' | 'bottleneck';
  /** Blocks in each stage. */
  readonly counts: readonly number[];
  /** Channels inside the blocks of the first stage; doubled in each stage after it. */
  readonly width?: number;
  /** Channels out of a bottleneck for each inside it. */
  readonly expansion?: number;
  readonly groups?: number;
  /** How exporters differ. */
  readonly norm?: 'folded' | 'BatchNormalization' | 'arithmetic';
  readonly sum?: 'Add' | 'Sum';
  readonly pool?: 'GlobalAveragePool' | 'AveragePool' | 'ReduceMean';
  readonly view?: 'channels-first' | 'channels-last';
  /** Every sum and Relu is followed by a quantiser and its inverse. */
  readonly quantised?: boolean;
  /** As in ResNet-D: three convolutions in the stem, an average pool before the shortcut's convolution. */
  readonly variant?: 'plain' | 'd';
  /** What follows the sum. */
  readonly after?: 'Relu' | 'nothing';
  /** A convolution between the last block and the pool. */
  readonly neck?: boolean;
}

const SIZE = 64;
const CLASSES = 5;

/** A ResNet of few channels as an ONNX file. */
export function buildResNet(spec: ResNetSpec): Uint8Array {
  const { counts, width = 1, expansion = spec.kind === 'basic' ? 1 : 4, view = 'channels-first' } = spec;
  const net = new ResNetWriter(spec);
  let x = net.stem('image', width);
  let channels = width;
  counts.forEach((count, stage) => {
    const inner = width * 2 ** stage;
    for (let i = 0; i < count; i++) {
      const stride = stage > 0 && i === 0 ? 2 : 1;
      x = net.block(x, channels, inner, inner * expansion, stride);
      channels = inner * expansion;
    }
  });
  if (spec.neck) x = net.conv(x, [channels, channels], 1);
  const image = view === 'channels-first' ? [3, SIZE, SIZE] : [SIZE, SIZE, 3];
  return net.finish(image, net.classifier(x, channels, SIZE / 4 / 2 ** (counts.length - 1)));
}

class ResNetWriter extends Network {
  readonly #spec: ResNetSpec;

  constructor(spec: ResNetSpec) {
    super();
    this.#spec = spec;
  }

  stem(image: string, width: number): string {
    const convolved =
      this.#spec.variant === 'd'
        ? [2, 1, 1].reduce(
            (x, stride, i) => this.#relu(this.#unit(x, [i === 0 ? 3 : width, width], 3, { stride })),
            image,
          )
        : this.#relu(this.#unit(image, [3, width], 7, { stride: 2 }));
    return this.#inNchw(convolved, (x) =>
      this.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
    );
  }

  block(x: string, from: number, inner: number, to: number, stride: number): string {
    const { kind, groups, sum = 'Add', after = 'Relu' } = this.#spec;
    const main =
      kind === 'basic'
        ? this.#unit(this.#relu(this.#unit(x, [from, inner], 3, { stride })), [inner, to], 3)
        : this.#unit(
            this.#relu(
              this.#unit(this.#relu(this.#unit(x, [from, inner], 1)), [inner, inner], 3, { stride, groups }),
            ),
            [inner, to],
            1,
          );
    const shortcut = from === to && stride === 1 ? x : this.#shortcut(x, from, to, stride);
    const joined = this.#rounded(this.node(sum, [main, shortcut]));
    return after === 'Relu' ? this.#relu(joined) : joined;
  }

  classifier(x: string, channels: number, size: number): string {
    const { pool = 'GlobalAveragePool', view = 'channels-first' } = this.#spec;
    const spatial = view === 'channels-first' ? [2, 3] : [1, 2];
    const pooled =
      pool === 'ReduceMean'
        ? this.node('ReduceMean', [x, this.integers(...spatial)], { keepdims: 0 })
        : this.node('Flatten', [
            this.node(pool, [x], pool === 'AveragePool' ? { kernel_shape: [size, size] } : {}),
          ]);
    return this.node('Gemm', [pooled, this.weight(channels, CLASSES)]);
  }

  #shortcut(x: string, from: number, to: number, stride: number): string {
    if (this.#spec.variant !== 'd' || stride === 1) return this.#unit(x, [from, to], 1, { stride });
    const pooled = this.node('AveragePool', [x], { kernel_shape: [2, 2], strides: [2, 2] });
    return this.#unit(pooled, [from, to], 1);
  }

  /** A convolution and its batch norm. */
  #unit(
    x: string,
    channels: readonly [number, number],
    kernel: number,
    options: { stride?: number; groups?: number } = {},
  ): string {
    const { norm = 'folded' } = this.#spec;
    const [, to] = channels;
    const y = this.#inNchw(x, (nchw) =>
      this.conv(nchw, channels, kernel, { ...options, bias: norm === 'folded' }),
    );
    if (norm === 'folded') return y;
    if (norm === 'arithmetic')
      return this.node('Add', [
        this.node('Mul', [this.node('Sub', [y, this.weight(1)]), this.weight(1)]),
        this.weight(1),
      ]);
    return this.node('BatchNormalization', [
      y,
      this.weight(to),
      this.weight(to),
      this.weight(to),
      this.weight(to),
    ]);
  }

  #relu(x: string): string {
    return this.#rounded(this.node('Relu', [x]));
  }

  #rounded(x: string): string {
    if (!this.#spec.quantised) return x;
    const scale = this.scalar(1 / 16);
    return this.node('DequantizeLinear', [this.node('QuantizeLinear', [x, scale]), scale]);
  }

  /** Keras exports keep channels last and transpose around every convolution. */
  #inNchw(x: string, operate: (x: string) => string): string {
    if (this.#spec.view !== 'channels-last') return operate(x);
    const y = operate(this.node('Transpose', [x], { perm: [0, 3, 1, 2] }));
    return this.node('Transpose', [y], { perm: [0, 2, 3, 1] });
  }
}
