import type { Tensor } from '@camscope/core';
import { createModel, type AttributeInputs, type NodeInput } from '@camscope/onnx';

/** Writes a network operator by operator, with names that say nothing. Weights are zero: only the shape of the graph counts. */
export class Network {
  readonly #nodes: NodeInput[] = [];
  readonly #initializers: Record<string, Tensor> = {};

  node(op: string, inputs: readonly string[], attributes: AttributeInputs = {}): string {
    const output = `v${this.#nodes.length}`;
    this.#nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  weight(...dims: number[]): string {
    return this.#initializer({
      type: 'float32',
      dims,
      data: new Float32Array(dims.reduce((a, b) => a * b, 1)),
    });
  }

  scalar(value: number): string {
    return this.#initializer({ type: 'float32', dims: [], data: Float32Array.of(value) });
  }

  integers(...values: number[]): string {
    return this.#initializer({
      type: 'int64',
      dims: [values.length],
      data: BigInt64Array.from(values, BigInt),
    });
  }

  conv(
    x: string,
    [from, to]: readonly [number, number],
    kernel: number,
    { stride = 1, groups = 1, bias = true } = {},
  ): string {
    const pad = (kernel - 1) >> 1;
    const inputs = [x, this.weight(to, from / groups, kernel, kernel), ...(bias ? [this.weight(to)] : [])];
    return this.node('Conv', inputs, {
      strides: [stride, stride],
      pads: [pad, pad, pad, pad],
      group: groups,
    });
  }

  /** A model from the image, [N,…], to the class scores. */
  finish(image: readonly number[], logits: string): Uint8Array {
    return createModel({
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: [{ name: 'image', type: 'float32', dims: ['N', ...image] }],
      outputs: [{ name: logits, type: 'float32' }],
      opset: 18,
    });
  }

  #initializer(tensor: Tensor): string {
    const name = `w${Object.keys(this.#initializers).length}`;
    this.#initializers[name] = tensor;
    return name;
  }
}
