import type { GraphView, NodeView } from '@camscope/core';
import { isStep } from './step.ts';

/** Operators whose outputs do not vary smoothly with their inputs: no gradient flows through them. */
const WITHOUT_GRADIENT = new Set([
  ...[
    'Shape',
    'Size',
    'ArgMax',
    'ArgMin',
    'Equal',
    'Greater',
    'GreaterOrEqual',
    'Less',
    'LessOrEqual',
    'Not',
    'And',
    'Or',
  ],
  ...[
    'Xor',
    'IsNaN',
    'IsInf',
    'NonZero',
    'Floor',
    'Ceil',
    'Round',
    'Sign',
    'ConstantOfShape',
    'Range',
    'OneHot',
  ],
]);

export function carriesGradient(node: NodeView): boolean {
  return !WITHOUT_GRADIENT.has(node.op) && !isStep(node);
}

/** Whether a node tells of its input nothing but how large it is. */
export function isShape(node: NodeView): boolean {
  return node.domain === '' && (node.op === 'Shape' || node.op === 'Size');
}

/** Whether a node gives another result each time it runs. */
export function isRandom(node: NodeView): boolean {
  return node.op.startsWith('Random') || node.op === 'Bernoulli' || node.op === 'Multinomial';
}

/** Values that depend on any of `from`, themselves included. `through` says which nodes pass dependence on. */
export function descendants<Node extends NodeView>(
  graph: GraphView<Node>,
  from: Iterable<string>,
  through: (node: Node) => boolean = () => true,
): Set<string> {
  const reached = new Set(from);
  const fed = new Set<NodeView>();
  for (const value of reached) for (const consumer of graph.consumers(value)) fed.add(consumer);
  for (const node of graph.nodes) {
    if (!fed.has(node) || !through(node)) continue;
    for (const output of node.outputs) {
      if (output === '') continue;
      reached.add(output);
      for (const consumer of graph.consumers(output)) fed.add(consumer);
    }
  }
  return reached;
}

/** Values that any of `of` depends on, themselves included. */
export function ancestors(graph: GraphView, of: Iterable<string>): Set<string> {
  const reached = new Set(of);
  const leading = new Set<NodeView>();
  for (let i = graph.nodes.length - 1; i >= 0; i--) {
    const node = graph.nodes[i];
    const read = node.outputs.filter(
      (value) => reached.has(value) || graph.consumers(value).some((by) => leading.has(by)),
    );
    if (read.length === 0) continue;
    leading.add(node);
    for (const value of [...read, ...node.inputs]) if (value !== '') reached.add(value);
  }
  return reached;
}
