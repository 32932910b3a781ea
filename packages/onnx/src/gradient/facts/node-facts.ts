import type { OnnxNode } from '../../format/node-proto.ts';
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

  /** No convolution or dense layer lies before it. */
  get isFirstLinear(): boolean {
    return this.#way.firstLayers.has(this.node);
  }

  /** No convolution or dense layer lies behind it. */
  get isLastLinear(): boolean {
    return this.#way.lastLayers.has(this.node);
  }
}
