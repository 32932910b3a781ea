import type { Tensor } from '@camscope/core';
import type { AttributeInputs } from '../format/attribute-proto.ts';
import type { Draft } from './draft.ts';

/** The name of a value in the graph. */
export type Value = string;

/**
 * Appends operators to a draft and names their outputs. Where operator sets spell an operator differently, the
 * spelling of the model's own set is used, so that nothing has to be relabelled.
 */
export class Emitter {
  readonly opset: number;
  readonly #draft: Draft;
  readonly #prefix: string;
  readonly #constants = new Map<string, Value>();
  #count = 0;

  /** @param prefix begins every name; no value of the model may begin with it. */
  constructor(draft: Draft, opset: number, prefix: string) {
    this.#draft = draft;
    this.opset = opset;
    this.#prefix = prefix;
  }

  /** One operator of one output. */
  node(op: string, inputs: readonly Value[], attributes: AttributeInputs = {}): Value {
    const output = `${this.#prefix}/${this.#count++}/${op}`;
    this.#draft.addNode({ op, inputs, outputs: [output], attributes, name: output });
    return output;
  }

  /** Gives a value a name of its own. */
  named(value: Value, name: string): Value {
    this.#draft.addNode({ op: 'Identity', inputs: [value], outputs: [name], name: `${this.#prefix}/${name}` });
    return name;
  }

  constant(tensor: Tensor): Value {
    const key = `${tensor.type}[${tensor.dims}]${tensor.data}`;
    let name = this.#constants.get(key);
    if (name === undefined) {
      name = `${this.#prefix}/constant/${this.#constants.size}`;
      this.#draft.addConstant(name, tensor);
      this.#constants.set(key, name);
    }
    return name;
  }

  scalar(value: number): Value {
    return this.constant({ type: 'float32', dims: [], data: Float32Array.of(value) });
  }

  integers(values: readonly number[]): Value {
    return this.constant({ type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) });
  }

  add = (a: Value, b: Value): Value => this.node('Add', [a, b]);
  sub = (a: Value, b: Value): Value => this.node('Sub', [a, b]);
  mul = (a: Value, b: Value): Value => this.node('Mul', [a, b]);
  div = (a: Value, b: Value): Value => this.node('Div', [a, b]);
  matMul = (a: Value, b: Value): Value => this.node('MatMul', [a, b]);
  relu = (x: Value): Value => this.node('Relu', [x]);

  /** 1 where a > b, else 0, as float32. */
  greater(a: Value, b: Value): Value {
    return this.node('Cast', [this.node('Greater', [a, b])], { to: 1 });
  }

  /** 1 where a < b, else 0, as float32. */
  less(a: Value, b: Value): Value {
    return this.node('Cast', [this.node('Less', [a, b])], { to: 1 });
  }

  transpose(x: Value, perm: readonly number[]): Value {
    return perm.every((axis, i) => axis === i) ? x : this.node('Transpose', [x], { perm });
  }

  /** @param dims as for ONNX Reshape: 0 keeps a dimension, −1 is worked out. */
  reshape(x: Value, dims: readonly number[]): Value {
    return this.node('Reshape', [x, this.integers(dims)]);
  }

  /** Broadcasts both ways, as ONNX Expand does. */
  expand(x: Value, dims: readonly number[]): Value {
    return this.node('Expand', [x, this.integers(dims)]);
  }

  reduceSum(x: Value, axes: readonly number[], keepdims = true): Value {
    return this.#reduce('ReduceSum', 13, x, axes, keepdims);
  }

  reduceMean(x: Value, axes: readonly number[], keepdims = true): Value {
    return this.#reduce('ReduceMean', 18, x, axes, keepdims);
  }

  reduceMax(x: Value, axes: readonly number[], keepdims = true): Value {
    return this.#reduce('ReduceMax', 18, x, axes, keepdims);
  }

  /** Axes became an input with operator set `since`. */
  #reduce(op: string, since: number, x: Value, axes: readonly number[], keepdims: boolean): Value {
    if (axes.length === 0) return x;
    const flag = { keepdims: keepdims ? 1 : 0 };
    if (this.opset >= since) return this.node(op, [x, this.integers(axes)], flag);
    return this.node(op, [x], { axes, ...flag });
  }
}
