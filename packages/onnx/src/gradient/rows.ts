import type { Emitter, Value } from '../edit/emitter.ts';
import type { Graph } from '../graph/graph.ts';
import { descendants, isShape } from '../graph/reach.ts';

/**
 * The rows of a backward pass, each of one image of the forward pass. Without an index the rows are the images or, of
 * one image, as many as there are: operators broadcast. With one, what the network makes of the images is gathered by
 * it, each value once, where the backward pass reads it; weights and other constants are not.
 */
export class Rows {
  /** Rows may share an image: all that has been read holds one item an image, along one axis. */
  shareable = true;
  readonly #graph: Graph;
  readonly #emit: Emitter;
  /** int64 [R] */
  readonly #index: Value | undefined;
  readonly #fed: ReadonlySet<string>;
  readonly #gathered = new Map<Value, Value>();

  constructor(graph: Graph, emit: Emitter, index?: Value) {
    this.#graph = graph;
    this.#emit = emit;
    this.#index = index;
    this.#fed = descendants(graph, graph.inputs, (node) => !isShape(node));
  }

  /** What is read in place of a value of the network. */
  readonly read = (value: Value): Value => {
    if (!this.#fed.has(value)) return value;
    const shape = this.#graph.probedShape(value);
    const axis = shape?.batch.indexOf(true) ?? -1;
    if (shape === undefined || axis < 0 || shape.batch.lastIndexOf(true) !== axis || shape.dims[axis] !== 1) {
      this.shareable = false;
      return value;
    }
    return this.repeat(value, axis);
  };

  /** One item an image as one item a row. */
  repeat(value: Value, axis = 0): Value {
    if (this.#index === undefined) return value;
    let gathered = this.#gathered.get(value);
    if (gathered === undefined) {
      gathered = this.#emit.node('Gather', [value, this.#index], { axis });
      this.#gathered.set(value, gathered);
    }
    return gathered;
  }
}
