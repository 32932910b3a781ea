import type { OnnxNode } from '../../format/node-proto.ts';
import { isGate } from './is-gate.ts';
import { kindOf, type NodeKind } from './kind-of.ts';
import type { LinearLayer } from './linear-layers.ts';
import type { Way } from './way.ts';

/** What a rule set is told of a node. Worked out when it is first asked for. */
export class NodeFacts {
  readonly node: OnnxNode;
  readonly #way: Way;
  #kind: NodeKind | undefined;

  constructor(node: OnnxNode, way: Way) {
    this.node = node;
    this.#way = way;
  }

  /** What it is to its inputs that depend on what is differentiated to. */
  get kind(): NodeKind {
    return (this.#kind ??= kindOf(this.node, this.#way));
  }

  /** Of a convolution or dense layer, and of what was merged into it. */
  get layer(): LinearLayer | undefined {
    return this.#way.layers.get(this.node);
  }

  /** Of a gate: which of its factors is let through. */
  get signal(): number | undefined {
    if (this.kind !== 'gate') return undefined;
    return this.node.inputs.findIndex((factor) => this.#way.values.has(factor) && !isGate(this.#way, factor));
  }

  /** No convolution or dense layer lies before it. */
  get isFirstLinear(): boolean {
    return this.#way.firstLayers.has(this.node);
  }

  /** No convolution or dense layer lies behind it. */
  get isLastLinear(): boolean {
    return this.#way.lastLayers.has(this.node);
  }
}
