import type { GraphView, NodeView } from '@camscope/core';

/** Operators that hand a tensor on with its axes in place. */
const CARRIERS = new Set(['Identity', 'Cast', 'Dropout', 'QuantizeLinear', 'DequantizeLinear']);

/** A value and the node that makes it; no node makes the image. */
export interface Step {
  readonly value: string;
  readonly node: NodeView | undefined;
}

/** Inputs of a node that are maps made from the image: of rank 4, and neither weights nor shapes. */
export function mapInputs(graph: GraphView, node: NodeView): string[] {
  return node.inputs.filter((input) => graph.shape(input)?.length === 4 && !graph.isConstant(input));
}

/**
 * The steps from a value back towards the image, as long as each is made from one value of maps. The last step is
 * the image, or where several join.
 */
export function lineage(graph: GraphView, value: string): Step[] {
  const steps: Step[] = [];
  for (let at = value; ;) {
    const node = graph.producer(at);
    steps.push({ value: at, node });
    const inputs = node ? mapInputs(graph, node) : [];
    if (inputs.length !== 1) return steps;
    at = inputs[0];
  }
}

/** The value that a copy, cast or quantised form of a value was made from. */
export function carried(graph: GraphView, value: string): string {
  for (let at = value; ;) {
    const node = graph.producer(at);
    if (!node || !isCarrier(node) || node.inputs.length === 0) return at;
    at = node.inputs[0];
  }
}

/** Whether a node hands on the values of its first input: a copy, a cast, a quantised form. */
export function isCarrier(node: NodeView): boolean {
  return CARRIERS.has(node.op);
}

/** The convolutions among steps, nearest to the image first. */
export function convolutions(steps: readonly Step[]): NodeView[] {
  return steps.flatMap(({ node }) => (node?.op === 'Conv' ? [node] : [])).reverse();
}
