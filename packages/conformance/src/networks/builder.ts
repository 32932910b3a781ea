import type { Tensor } from '@camscope/core';
import { createModel, type AttributeInputs, type NodeInput } from '@camscope/onnx';
import { noise } from '../tensors.ts';

export interface ConvOptions {
  readonly kernel?: number;
  readonly stride?: number;
  readonly pad?: number;
  readonly group?: number;
  readonly relu?: boolean;
}

/** Writes a network layer by layer, with seeded weights scaled so that activations keep their size (He et al. 2015). */
export class NetworkBuilder {
  readonly #nodes: NodeInput[] = [];
  readonly #weights: Record<string, Tensor> = {};
  readonly #channels = new Map<string, number>();
  #seed: number;

  constructor(seed: number, image: string, channels: number) {
    this.#seed = seed;
    this.#channels.set(image, channels);
  }

  channelsOf(value: string): number {
    return this.#channels.get(value)!;
  }

  /** Appends a node and gives its output a name. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: AttributeInputs = {},
    channels = this.channelsOf(inputs[0]),
  ): string {
    const output = `${op.toLowerCase()}_${this.#nodes.length}`;
    this.#nodes.push({ op, inputs, outputs: [output], attributes, name: output });
    this.#channels.set(output, channels);
    return output;
  }

  weight(tensor: Tensor): string {
    const name = `weight_${Object.keys(this.#weights).length}`;
    this.#weights[name] = tensor;
    return name;
  }

  noise(dims: readonly number[], scale: number): string {
    return this.weight(noise(this.#seed++, dims, scale));
  }

  /** Convolution with a bias, as exporters leave it after folding batch norm, and its ReLU. */
  conv(x: string, maps: number, options: ConvOptions = {}): string {
    const { kernel = 3, stride = 1, pad = (kernel - 1) / 2, group = 1, relu = true } = options;
    const perGroup = this.channelsOf(x) / group;
    const bound = Math.sqrt((relu ? 6 : 3) / (perGroup * kernel * kernel));
    const inputs = [x, this.noise([maps, perGroup, kernel, kernel], bound), this.noise([maps], 0.1)];
    const attributes = {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [pad, pad, pad, pad],
      group,
    };
    const y = this.node('Conv', inputs, attributes, maps);
    return relu ? this.relu(y) : y;
  }

  /** Batch norm with statistics of a plausible size. */
  batchNorm(x: string): string {
    const channels = this.channelsOf(x);
    const ones = this.weight({ type: 'float32', dims: [channels], data: new Float32Array(channels).fill(1) });
    return this.node('BatchNormalization', [
      x,
      ones,
      this.noise([channels], 0.1),
      this.noise([channels], 0.1),
      ones,
    ]);
  }

  relu(x: string): string {
    return this.node('Relu', [x]);
  }

  /** Global average pool and a linear layer, to the output `logits`. */
  head(x: string, classes: number): void {
    this.classifier(this.node('Flatten', [this.node('GlobalAveragePool', [x])]), classes);
  }

  /** A linear layer of features [N,K], to the output `logits`. */
  classifier(flat: string, classes: number): void {
    const channels = this.channelsOf(flat);
    const weights = [this.noise([classes, channels], Math.sqrt(3 / channels)), this.noise([classes], 0.1)];
    this.#nodes.push({
      op: 'Gemm',
      inputs: [flat, ...weights],
      outputs: ['logits'],
      attributes: { transB: 1 },
    });
  }

  /** @param size height and width of the image. */
  build(image: string, size: number): Uint8Array {
    return createModel({
      nodes: this.#nodes,
      initializers: this.#weights,
      inputs: [{ name: image, type: 'float32', dims: ['batch', this.channelsOf(image), size, size] }],
      outputs: [{ name: 'logits' }],
    });
  }
}
