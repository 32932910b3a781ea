import type { Value } from '../../edit/emitter.ts';
import type { OnnxNode } from '../../format/node-proto.ts';
import type { Graph } from '../../graph/graph.ts';
import { linearLayers, type LinearLayer, type Stretch } from './linear-layers.ts';

/** A stretch, and its linear layers, found when they are first asked for. */
export class Way implements Stretch {
  readonly graph: Graph;
  readonly values: ReadonlySet<Value>;
  readonly inputs: readonly Value[];
  #layers: ReadonlyMap<OnnxNode, LinearLayer> | undefined;
  #first: ReadonlySet<OnnxNode> | undefined;
  #last: ReadonlySet<OnnxNode> | undefined;

  constructor(graph: Graph, values: ReadonlySet<Value>, inputs: readonly Value[]) {
    this.graph = graph;
    this.values = values;
    this.inputs = inputs;
  }

  /** Linear layers, by their node and by each that is merged into it. */
  get layers(): ReadonlyMap<OnnxNode, LinearLayer> {
    return (this.#layers ??= linearLayers(this));
  }

  get firstLayers(): ReadonlySet<OnnxNode> {
    return (this.#first ??= this.#outermost(this.graph.nodes, 'inputs', 'outputs'));
  }

  get lastLayers(): ReadonlySet<OnnxNode> {
    return (this.#last ??= this.#outermost(this.graph.nodes.toReversed(), 'outputs', 'inputs'));
  }

  /** Linear layers to which no way leads through another. */
  #outermost(nodes: readonly OnnxNode[], from: 'inputs' | 'outputs', to: 'inputs' | 'outputs') {
    const outermost = new Set<OnnxNode>();
    const beyond = new Set<Value>();
    for (const node of nodes) {
      if (!node.inputs.some((value) => this.values.has(value))) continue;
      const isBeyond = node[from].some((value) => beyond.has(value));
      const isLayer = this.layers.get(node)?.node === node;
      if (isLayer && !isBeyond) outermost.add(node);
      if (isLayer || isBeyond) for (const value of node[to]) if (this.values.has(value)) beyond.add(value);
    }
    return outermost;
  }
}
