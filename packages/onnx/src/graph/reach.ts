import type { Graph } from './graph.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { readsOf } from './reads-of.ts';

/** Operators whose outputs do not vary smoothly with their inputs: no gradient flows through them. */
const WITHOUT_GRADIENT = new Set([
  ...['Shape', 'Size', 'ArgMax', 'ArgMin', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Not', 'And', 'Or'],
  ...['Xor', 'IsNaN', 'IsInf', 'NonZero', 'Floor', 'Ceil', 'Round', 'Sign', 'ConstantOfShape', 'Range', 'OneHot'],
]);

export function carriesGradient(node: OnnxNode): boolean {
  return !WITHOUT_GRADIENT.has(node.op);
}

/** Whether a node gives another result each time it runs. */
export function isRandom(node: OnnxNode): boolean {
  return node.op.startsWith('Random') || node.op === 'Bernoulli' || node.op === 'Multinomial';
}

/** Values that depend on any of `from`, themselves included. `through` says which nodes pass dependence on. */
export function descendants(
  graph: Graph,
  from: Iterable<string>,
  through: (node: OnnxNode) => boolean = () => true,
): Set<string> {
  const reached = new Set(from);
  for (const node of graph.nodes) {
    if (through(node) && readsOf(node).some((name) => reached.has(name))) {
      for (const output of node.outputs) if (output !== '') reached.add(output);
    }
  }
  return reached;
}

/** Values that any of `of` depends on, themselves included. */
export function ancestors(graph: Graph, of: Iterable<string>): Set<string> {
  const reached = new Set(of);
  for (let i = graph.nodes.length - 1; i >= 0; i--) {
    const node = graph.nodes[i];
    if (node.outputs.some((output) => reached.has(output))) {
      for (const name of readsOf(node)) reached.add(name);
    }
  }
  return reached;
}
