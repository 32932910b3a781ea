import { descendants, isShape } from '../graph/reach.ts';
import type { Graph } from '../graph/graph.ts';
import { mergeShapes, type Shape } from '../graph/shape.ts';

/** Sizes of every value. */
export type Sizes = ReadonlyMap<string, readonly number[]>;

/**
 * What is known of values whose sizes have been seen with one image and, unless the graph takes no more, with two. Those that grow in
 * another way than in proportion have no shape.
 */
export function shapesSeen(graph: Graph, one: Sizes, two: Sizes | undefined): Map<string, Shape> {
  const fed = descendants(graph, graph.inputs, (node) => !isShape(node));
  const shapes = new Map<string, Shape>();
  for (const [value, dims] of one) {
    const shape = two ? mergeShapes(dims, two.get(value)!) : fixedShape(dims, fed.has(value));
    if (shape) shapes.set(value, shape);
  }
  return shapes;
}

/** Where the batch size is fixed at 1, the first axis of whatever depends on the image is taken for the batch axis. */
function fixedShape(dims: readonly number[], fed: boolean): Shape {
  return { dims, batch: dims.map((dim, axis) => fed && axis === 0 && dim === 1) };
}
