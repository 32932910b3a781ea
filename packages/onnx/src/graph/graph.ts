import type { GraphView, Tensor } from '@camscope/core';
import { malformed } from '../wire/malformed.ts';
import type { OnnxModel } from '../format/model-proto.ts';
import { OnnxNode } from '../format/node-proto.ts';
import { decodeTensor } from '../format/tensor-proto.ts';
import type { ValueInfo } from '../format/value-info-proto.ts';
import { constantOf } from './constant-of.ts';
import { isRandom } from './reach.ts';
import { readsOf } from './reads-of.ts';
import type { Shape } from './shape.ts';
import { topologicalOrder } from './topological-order.ts';

/** What a probe run learned of a graph's values. */
export interface ProbedFacts {
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Small values that the graph computes from shapes and constants alone, whatever the batch size. */
  readonly constants: ReadonlyMap<string, Tensor>;
  /** Of what is computed so, what counts 0, 1, 2, … in its own order, as many as there are for a batch of any size. */
  readonly counting?: ReadonlySet<string>;
}

/** A graph with its producers, consumers and order worked out. Read only. */
export class Graph implements GraphView<OnnxNode> {
  readonly model: OnnxModel;
  readonly nodes: readonly OnnxNode[];
  /** Graph inputs that are not initialisers, as declared. */
  readonly declaredInputs: readonly ValueInfo[];
  readonly declaredOutputs: readonly ValueInfo[];
  /** Inputs and initialisers. */
  readonly #given: ReadonlySet<string>;
  readonly #producers = new Map<string, OnnxNode>();
  readonly #consumers = new Map<string, OnnxNode[]>();
  readonly #constant: ReadonlySet<string>;
  readonly #facts: ProbedFacts | undefined;

  /** @throws CamscopeError MODEL_MALFORMED for a cycle, a value made twice or one made by nobody. */
  constructor(model: OnnxModel, facts?: ProbedFacts) {
    const { initializers, sparse, inputs, outputs, nodes } = model.graph;
    this.model = model;
    this.declaredInputs = inputs.filter((input) => !initializers.has(input.name));
    this.declaredOutputs = outputs;
    this.#given = new Set([...inputs.map((input) => input.name), ...initializers.keys(), ...sparse]);
    this.#facts = facts;
    for (const node of nodes) this.#enter(node);
    this.#checkMade();
    this.nodes = topologicalOrder(nodes, this.#producers);
    this.#constant = this.#findConstants();
  }

  /** The same graph with what a probe run learned. */
  withFacts(facts: ProbedFacts): Graph {
    return new Graph(this.model, facts);
  }

  /** What a probe run learned; undefined before one. */
  get facts(): ProbedFacts | undefined {
    return this.#facts;
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

  /** The node that makes a value; undefined for inputs and initialisers. */
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
    return this.#given.has(value) || this.#producers.has(value);
  }

  /** `prefix`, lengthened until no value's name begins with it. */
  unusedPrefix(prefix: string): string {
    let unused = prefix;
    for (const name of [...this.#given, ...this.#producers.keys()]) {
      if (name.startsWith(unused)) unused += `${/^-*/.exec(name.slice(unused.length))}-`;
    }
    return unused;
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
    let source = value;
    for (let node = this.producer(source); node; node = this.producer(source)) {
      if (node.domain === '' && node.op === 'Constant') return constantOf(node);
      if (node.domain !== '' || node.op !== 'Identity') break;
      source = node.inputs[0];
    }
    const initializer = this.model.graph.initializers.get(source);
    return initializer ? decodeTensor(initializer) : this.#facts?.constants.get(value);
  }

  /** Whether a value holds 0, 1, 2, … in its order, for a batch of any size. */
  isCounting(value: string): boolean {
    if (this.#facts?.counting?.has(value)) return true;
    return this.integers(value)?.every((number, i) => number === i) ?? false;
  }

  /** Integers of a constant, e.g. the axes of a ReduceMean. */
  integers(value: string): readonly number[] | undefined {
    const tensor = this.constant(value);
    return tensor && Array.from(tensor.data as Iterable<number | bigint>, Number);
  }

  #enter(node: OnnxNode): void {
    for (const output of node.outputs) {
      if (output === '') continue;
      if (this.has(output)) throw malformed(`value '${output}' made twice, the second time by ${node}`);
      this.#producers.set(output, node);
    }
    for (const name of readsOf(node)) {
      const consumers = this.#consumers.get(name);
      if (!consumers) this.#consumers.set(name, [node]);
      else if (consumers.at(-1) !== node) consumers.push(node);
    }
  }

  #checkMade(): void {
    const isMissing = (value: string) => !this.has(value);
    for (const node of this.model.graph.nodes) {
      const value = readsOf(node).find(isMissing);
      if (value !== undefined)
        throw malformed(`${node} reads '${value}', which no node, input or initialiser makes`);
    }
    const output = this.outputs.find(isMissing);
    if (output !== undefined)
      throw malformed(`output '${output}', which no node, input or initialiser makes`);
  }

  #findConstants(): Set<string> {
    const { initializers, sparse } = this.model.graph;
    const constant = new Set([...initializers.keys(), ...sparse]);
    for (const node of this.nodes) {
      if (isRandom(node) || !readsOf(node).every((name) => constant.has(name))) continue;
      for (const output of node.outputs) if (output !== '') constant.add(output);
    }
    return constant;
  }
}
