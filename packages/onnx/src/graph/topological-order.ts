import { malformed } from '../wire/malformed.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { readsOf } from './reads-of.ts';

/**
 * Nodes in an order in which every value is made before it is read; file order where that is one already.
 * @throws CamscopeError MODEL_MALFORMED naming a node on a cycle.
 */
export function topologicalOrder(
  nodes: readonly OnnxNode[],
  producers: ReadonlyMap<string, OnnxNode>,
): readonly OnnxNode[] {
  const order: OnnxNode[] = [];
  const state = new Map<OnnxNode, 'open' | 'done'>();
  for (const root of nodes) {
    if (state.has(root)) continue;
    // An explicit stack: graphs are deeper than the call stack.
    const stack = [{ node: root, needs: needsOf(root, producers), next: 0 }];
    state.set(root, 'open');
    while (stack.length > 0) {
      const frame = stack[stack.length - 1];
      const needed = frame.needs[frame.next++];
      if (needed === undefined) {
        state.set(frame.node, 'done');
        order.push(frame.node);
        stack.pop();
      } else if (state.get(needed) === 'open') {
        throw malformed(`a cycle through ${needed}`);
      } else if (!state.has(needed)) {
        state.set(needed, 'open');
        stack.push({ node: needed, needs: needsOf(needed, producers), next: 0 });
      }
    }
  }
  return order;
}

function needsOf(node: OnnxNode, producers: ReadonlyMap<string, OnnxNode>): OnnxNode[] {
  return readsOf(node).flatMap((name) => producers.get(name) ?? []);
}
