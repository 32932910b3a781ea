import type { GraphView, Tensor } from '@camscope/core';
import { malformed } from '../wire/malformed.ts';
import type { OnnxModel } from '../format/model-proto.ts';
import { OnnxNode } from '../format/node-proto.ts';
import { decodeTensor, type TensorProto } from '../format/tensor-proto.ts';
import type { ValueInfo } from '../format/value-info-proto.ts';
import { capturedNames } from './captured-names.ts';
import { topologicalOrder } from './topological-order.ts';
import type { Shape } from './shape.ts';

/** What a probe run learned of a graph's values. */
export interface ProbedFacts {
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Small values that the graph computes from shapes and constants alone, whatever the batch size. */
  readonly constants: ReadonlyMap<string, Tensor>;
}

/** A graph with its producers, consumers and order worked out. Read only. */
export class Graph implements GraphView {
  readonly model: OnnxModel;
  readonly nodes: readonly OnnxNode[];
  /** Graph inputs that are not initialisers, as declared. */
  readonly declaredInputs: readonly ValueInfo[];
  readonly declaredOutputs: readonly ValueInfo[];
  readonly #producers = new Map<string, OnnxNode>();
  readonly #consumers = new Map<string, OnnxNode[]>();
  readonly #constant: ReadonlySet<string>;
  readonly #facts: ProbedFacts | undefined;

  /** @throws CamscopeError MODEL_MALFORMED for a cycle, a value made twice or one made by nobody. */
  constructor(model: OnnxModel, facts?: ProbedFacts) {
    const { initializers, inputs, outputs, nodes } = model.graph;
    this.model = model;
    this.declaredInputs = inputs.filter((input) => !initializers.has(input.name));
    this.declaredOutputs = outputs;
    this.#facts = facts;
    for (const node of nodes) this.#enter(node);
    for (const output of outputs) if (!this.#isKnown(output.name)) throw malformed(`output '${output.name}' that no node makes`);
    this.nodes = topologicalOrder(nodes, this.#producers);
    this.#constant = this.#findConstants();
  }

  /** The same graph with what a probe run learned. */
  withFacts(facts: ProbedFacts): Graph {
    return new Graph(this.model, facts);
  }

  get inputs(): readonly string[] {
    return this.declaredInputs.map((input) => input.name);
  }

  get outputs(): readonly string[] {
    return this.declaredOutputs.map((output) => output.name);
  }

  /** Version of the default operator set. */
  get opset(): number {
    return this.model.opsets.get('') ?? 1;
  }

  producer(value: string): OnnxNode | undefined {
    return this.#producers.get(value);
  }

  /** Each node once, in file order, also when a subgraph of it reads the value. */
  consumers(value: string): readonly OnnxNode[] {
    return this.#consumers.get(value) ?? [];
  }

  isConstant(value: string): boolean {
    return this.#constant.has(value);
  }

  /** Whether any node, input or initialiser makes this value. */
  has(value: string): boolean {
    return this.#isKnown(value);
  }

  shape(value: string): readonly number[] | undefined {
    return this.probedShape(value)?.dims ?? this.model.graph.initializers.get(value)?.dims;
  }

  /** Shape with the batch axes marked; undefined before a probe and for weights. */
  probedShape(value: string): Shape | undefined {
    return this.#facts?.shapes.get(value);
  }

  /** The elements of a constant stored in the model or found by a probe; undefined when neither knows them. */
  constant(value: string): Tensor | undefined {
    const initializer = this.model.graph.initializers.get(value);
    if (initializer) return decodeTensor(initializer);
    const node = this.#producers.get(value);
    if (node?.op === 'Constant' && node.domain === '') return constantOf(node);
    if (node?.op === 'Identity') return this.constant(node.inputs[0]);
    return this.#facts?.constants.get(value);
  }

  /** Integers of a constant, e.g. the axes of a ReduceMean. */
  integers(value: string): readonly number[] | undefined {
    const tensor = this.constant(value);
    return tensor && Array.from(tensor.data as Iterable<number | bigint>, Number);
  }

  #enter(node: OnnxNode): void {
    for (const output of node.outputs) {
      if (output === '') continue;
      if (this.#isKnown(output)) throw malformed(`value '${output}' made twice`);
      this.#producers.set(output, node);
    }
    for (const input of new Set([...node.inputs, ...capturedNames(node)])) {
      if (input === '') continue;
      const consumers = this.#consumers.get(input);
      if (consumers) consumers.push(node);
      else this.#consumers.set(input, [node]);
    }
  }

  #isKnown(value: string): boolean {
    const { initializers } = this.model.graph;
    return this.#producers.has(value) || initializers.has(value) || this.declaredInputs.some((input) => input.name === value);
  }

  #findConstants(): Set<string> {
    const constant = new Set<string>(this.model.graph.initializers.keys());
    for (const node of this.nodes) {
      const random = node.op.startsWith('Random') || node.op === 'Bernoulli' || node.op === 'Multinomial';
      const inputs = [...node.inputs, ...capturedNames(node)];
      if (random || !inputs.every((input) => input === '' || constant.has(input))) continue;
      for (const output of node.outputs) constant.add(output);
    }
    return constant;
  }
}

function constantOf(node: OnnxNode): Tensor | undefined {
  const tensor: TensorProto | undefined = node.attributes.get('value')?.tensor;
  if (tensor) return decodeTensor(tensor);
  for (const [name, { value }] of node.attributes) {
    const numbers = typeof value === 'number' ? [value] : (value as number[]);
    const dims = typeof value === 'number' ? [] : [numbers.length];
    if (name.startsWith('value_float')) return { type: 'float32', dims, data: Float32Array.from(numbers) };
    if (name.startsWith('value_int')) return { type: 'int64', dims, data: BigInt64Array.from(numbers, BigInt) };
  }
  return undefined;
}
