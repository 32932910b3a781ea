import type { Tensor } from '@camscope/core';
import type { AttributeInputs } from '../format/attribute-proto.ts';
import { STEEP } from '../graph/step.ts';
import type { Dialect } from '../placement/dialect.ts';
import type { NodeSink } from './draft.ts';

/** The name of a value in the graph. */
export type Value = string;

/**
 * Appends operators to a draft and names their outputs. Where operator sets spell an operator differently, the
 * spelling of the model's own set is used, so that nothing has to be relabelled.
 */
export class Emitter {
  readonly opset: number;
  readonly dialect: Dialect;
  readonly #sink: NodeSink;
  /** Begins every name. */
  readonly prefix: string;
  readonly #constants = new Map<string, Value>();
  #count = 0;

  /** @param prefix no value of the model may begin with it. */
  constructor(sink: NodeSink, opset: number, prefix: string, dialect: Dialect = {}) {
    this.#sink = sink;
    this.opset = opset;
    this.prefix = prefix;
    this.dialect = dialect;
  }

  /** One operator of one output. */
  node(op: string, inputs: readonly Value[], attributes: AttributeInputs = {}): Value {
    const output = `${this.prefix}/${this.#count++}/${op}`;
    this.#sink.addNode({ op, inputs, outputs: [output], attributes, name: output });
    return output;
  }

  /** An emitter into the same graph, whose nodes read `read(value)` in place of a value. */
  reading(read: (value: Value) => Value): Emitter {
    const sink = this.#sink;
    const reader: NodeSink = {
      addNode: (node) => sink.addNode({ ...node, inputs: node.inputs.map(read) }),
      addConstant: (name, tensor) => sink.addConstant(name, tensor),
      declare: (value) => sink.declare(value),
    };
    return new Emitter(reader, this.opset, `${this.prefix}/${this.#count++}`, this.dialect);
  }

  /** Gives a value a name of its own. */
  named(value: Value, name: string): Value {
    this.#sink.addNode({
      op: 'Identity',
      inputs: [value],
      outputs: [name],
      name: `${this.prefix}/${name}`,
    });
    return name;
  }

  /** Says that a value is float32 of some shape: names stand for sizes that are open. */
  shaped(value: Value, dims: readonly (number | string)[]): Value {
    this.#sink.declare({ name: value, type: 'float32', dims });
    return value;
  }

  /** One initialiser for equal tensors. */
  constant(tensor: Tensor): Value {
    const key = `${tensor.type}[${tensor.dims}]${tensor.data}`;
    let name = this.#constants.get(key);
    if (name === undefined) {
      name = `${this.prefix}/constant/${this.#constants.size}`;
      this.#sink.addConstant(name, tensor);
      this.#constants.set(key, name);
    }
    return name;
  }

  /** float32 []. */
  scalar(value: number): Value {
    return this.constant({ type: 'float32', dims: [], data: Float32Array.of(value) });
  }

  /** int64 [n], as axes and shapes are. */
  integers(values: readonly number[]): Value {
    return this.constant({ type: 'int64', dims: [values.length], data: BigInt64Array.from(values, BigInt) });
  }

  add = (a: Value, b: Value): Value => this.node('Add', [a, b]);
  sub = (a: Value, b: Value): Value => this.node('Sub', [a, b]);
  mul = (a: Value, b: Value): Value => this.node('Mul', [a, b]);
  div = (a: Value, b: Value): Value => this.node('Div', [a, b]);
  matMul = (a: Value, b: Value): Value => this.node('MatMul', [a, b]);
  relu = (x: Value): Value => this.node('Relu', [x]);

  /**
   * 1 where x > 0, else 0, as float32. ONNX Runtime keeps a hard sigmoid in the blocked layout of its convolutions, which it leaves
   * for Greater and Cast.
   */
  isPositive(x: Value): Value {
    return this.node('HardSigmoid', [x], { alpha: { float: STEEP }, beta: { float: 0 } });
  }

  /** 1 where a > b, else 0, as float32. */
  greater(a: Value, b: Value): Value {
    return this.node('Cast', [this.node('Greater', [a, b])], { to: 1 });
  }

  /** 1 where a = b, else 0, as float32. */
  equal(a: Value, b: Value): Value {
    return this.node('Cast', [this.isEqual(a, b)], { to: 1 });
  }

  /** Where a = b, as bool. Before operator set 11 Equal does not take floats. */
  isEqual(a: Value, b: Value): Value {
    if (this.opset >= 11) return this.node('Equal', [a, b]);
    return this.node('Not', [this.node('Or', [this.node('Greater', [a, b]), this.node('Less', [a, b])])]);
  }

  /** a where the condition holds, b elsewhere; both broadcast. Before operator set 9 there is no Where. */
  where(condition: Value, a: Value, b: Value): Value {
    if (this.opset >= 9) return this.node('Where', [condition, a, b]);
    const holds = this.node('Cast', [condition], { to: 1 });
    return this.add(this.mul(holds, a), this.mul(this.complement(holds), b));
  }

  /** 1 − x. */
  complement(x: Value): Value {
    return this.sub(this.scalar(1), x);
  }

  /** 1 where a < b, else 0, as float32. */
  less(a: Value, b: Value): Value {
    return this.node('Cast', [this.isLess(a, b)], { to: 1 });
  }

  /** Where a < b, as bool. */
  isLess(a: Value, b: Value): Value {
    return this.node('Less', [a, b]);
  }

  /** The value itself where nothing moves. */
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

  /** Every element as often as `times` says along each axis, one beside the other. From operator set 11 on. */
  repeatEach(x: Value, times: readonly number[]): Value {
    const scales = this.constant({ type: 'float32', dims: [times.length], data: Float32Array.from(times) });
    const nearest = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
    // A region of interest, which nearest neighbours have no use for, can be left out from operator set 13 on.
    const none = { type: 'float32', dims: [0], data: new Float32Array() } as const;
    return this.node('Resize', [x, this.opset >= 13 ? '' : this.constant(none), scales], nearest);
  }

  /**
   * x[…, start:end:step, …] along the given axes. Steps above 1 need operator set 10, or the last two of four axes.
   */
  slice(
    x: Value,
    axes: readonly number[],
    starts: readonly number[],
    ends: readonly number[],
    steps = axes.map(() => 1),
  ): Value {
    const strided = steps.some((step) => step !== 1);
    if (this.opset >= 10) {
      const inputs = [starts, ends, axes, ...(strided ? [steps] : [])].map((values) => this.integers(values));
      return this.node('Slice', [x, ...inputs]);
    }
    const dense = this.node('Slice', [x], { axes, starts, ends });
    // A pool of 1×1 windows takes every n-th row and column in any operator set.
    return strided ? this.node('MaxPool', [dense], { kernel_shape: [1, 1], strides: steps }) : dense;
  }

  /** Pads with a constant; begins, then ends, for every axis. */
  pad(x: Value, pads: readonly number[], value = 0): Value {
    if (pads.every((pad) => pad === 0)) return x;
    if (this.opset >= 11)
      return this.node('Pad', [x, this.integers(pads), this.scalar(value)], { mode: 'constant' });
    return this.node('Pad', [x], { mode: 'constant', pads, value: { float: value } });
  }

  /** The `count` largest elements along the last axis, in descending order. From operator set 10 on. */
  largest(x: Value, count: number): Value {
    const output = `${this.prefix}/${this.#count++}/TopK`;
    const inputs = [x, this.integers([count])];
    this.#sink.addNode({ op: 'TopK', inputs, outputs: [output, `${output}/indices`], name: output });
    return output;
  }

  /** The value itself, of one part. */
  concat(parts: readonly Value[], axis: number): Value {
    return parts.length === 1 ? parts[0] : this.node('Concat', parts, { axis });
  }

  /** The value itself, over no axes. */
  reduceSum(x: Value, axes: readonly number[], keepdims = true): Value {
    return this.#reduce('ReduceSum', 13, x, axes, keepdims);
  }

  /** The value itself, over no axes. */
  reduceMean(x: Value, axes: readonly number[], keepdims = true): Value {
    return this.#reduce('ReduceMean', 18, x, axes, keepdims);
  }

  /** The value itself, over no axes. */
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
