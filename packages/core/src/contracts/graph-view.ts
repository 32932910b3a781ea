/** The value of an ONNX attribute, decoded; tensors and graphs are left out. */
export type AttributeValue =
  number | bigint | string | readonly number[] | readonly bigint[] | readonly string[];

/** One node, read only. */
export interface NodeView {
  /** May be empty or not unique. */
  readonly name: string;
  readonly op: string;
  /** '' is ai.onnx. */
  readonly domain: string;
  /** Value names; '' stands for an input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** An integer or list of integers comes as numbers. */
  attribute(name: string): AttributeValue | undefined;
  /** `metadata_props`, e.g. the module path that torch's exporter leaves. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** What a model family may look at. Nodes are in topological order. */
export interface GraphView<Node extends NodeView = NodeView> {
  readonly nodes: readonly Node[];
  /** Graph inputs that are not initialisers. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  producer(value: string): Node | undefined;
  /** Each node once, also when only a subgraph of it reads the value. */
  consumers(value: string): readonly Node[];
  /** A weight or other value that does not depend on the input. */
  isConstant(value: string): boolean;
  /** Exact shape at batch size 1, once probed. */
  shape(value: string): readonly number[] | undefined;
}
