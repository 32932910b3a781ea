import type { Graph, ProbedFacts } from '../graph/graph.ts';
import { constantOf } from '../graph/constant-of.ts';
import { forwardShape } from './forward-shape.ts';
import { imageInput } from './image-input.ts';
import { shapesSeen } from './shapes-seen.ts';

type Dims = readonly number[];

/** Where what a node makes of constants alone is known without running it. */
const STORED = ['Constant', 'Identity'];

/**
 * What a probe would learn of a network of plain operators, whose shapes follow from each other: nothing has to run. Undefined for
 * any other, and where anything is amiss, which a probe then tells.
 * @throws CamscopeError MODEL_UNSUPPORTED as `imageInput`.
 */
export function inferredFacts(graph: Graph, size?: readonly [number, number]): ProbedFacts | undefined {
  const image = imageInput(graph, size);
  const at = (images: number) =>
    inferred(graph, image.name, [images * image.dims[0], ...image.dims.slice(1)]);
  const one = at(1);
  const two = image.fixedBatch ? undefined : at(2);
  if (!one || (!two && !image.fixedBatch)) return undefined;
  return { shapes: shapesSeen(graph, one, two), constants: new Map() };
}

/** The shape of every value where the image has this one. */
function inferred(graph: Graph, image: string, dims: Dims): Map<string, Dims> | undefined {
  const { initializers } = graph.model.graph;
  const shapes = new Map([[image, dims]]);
  for (const node of graph.nodes) {
    if (graph.isConstant(node.outputs[0]) && !STORED.includes(node.op)) return undefined;
    const sources = node.op === 'Constant' ? [constantOf(node)?.dims] : node.inputs.map(dimsOf);
    if (!sources.every((source) => source !== undefined)) return undefined;
    const numbers = (input: number) => graph.integers(node.inputs[input] ?? '');
    const output = forwardShape({ node, inputs: sources, numbers });
    if (!output) return undefined;
    shapes.set(node.outputs[0], output);
  }
  return shapes;

  function dimsOf(value: string): Dims | undefined {
    // An input that is left out.
    if (value === '') return [];
    return shapes.get(value) ?? initializers.get(value)?.dims;
  }
}
