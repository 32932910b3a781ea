import { CamscopeError } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import type { Graph } from '../graph/graph.ts';
import { descendants, isShape } from '../graph/reach.ts';
import type { GrownGraph } from './grown-graph.ts';

/**
 * The rows of a backward pass, each of one image of the forward pass. Without an index the rows are the images or, of
 * one image, as many as there are: operators broadcast. With one, what the network makes of the images is gathered by
 * it, each value once, where the backward pass reads it; weights and other constants are not.
 *
 * Where images are compared, the first of all is the one that the others are compared with, and no row is of it.
 */
export class Rows {
  readonly #graph: Graph;
  readonly #emit: Emitter;
  /** int64 [R] */
  readonly #index: Value | undefined;
  #fed: ReadonlySet<string>;
  /** The network itself, and what of it depends on its inputs. */
  #network: { readonly graph: Graph; readonly fed: ReadonlySet<string> };
  readonly #compared: boolean;
  /** The same over a graph that has grown. */
  #shared = { shareable: true, gathered: new Map<Value, Value>(), sliced: new Map<string, Value>() };

  constructor(graph: Graph, emit: Emitter, index?: Value, compared = false) {
    this.#graph = graph;
    this.#emit = emit;
    this.#index = index;
    this.#compared = compared;
    this.#fed = descendants(graph, graph.inputs, (node) => !isShape(node));
    this.#network = { graph, fed: this.#fed };
  }

  /** Rows may share an image: all that has been read holds one item an image, along one axis. */
  get shareable(): boolean {
    return this.#shared.shareable;
  }

  /** The input that says of each row which image it is of. */
  get index(): Value | undefined {
    return this.#index;
  }

  /** The first image is one that the others are compared with. */
  get compares(): boolean {
    return this.#compared;
  }

  /** The same rows where the graph has grown. */
  over({ graph, ofRows }: GrownGraph): Rows {
    const rows = new Rows(graph, this.#emit, this.#index, this.#compared);
    const inputs = graph.inputs.filter((input) => graph.probedShape(input)?.batch.includes(true));
    const fed = descendants(graph, inputs, (node) => !isShape(node));
    for (const value of ofRows) fed.delete(value);
    rows.#fed = fed;
    rows.#network = this.#network;
    rows.#shared = this.#shared;
    return rows;
  }

  /** A gradient passes these values of the network: rows share no image where one of them has no axis of images, as a vector of all. */
  pass(values: Iterable<Value>): void {
    for (const value of values)
      if (this.#graph.probedShape(value)?.batch.includes(true) === false) this.#shared.shareable = false;
  }

  /** What is read in place of a value of the network. */
  readonly read = (value: Value): Value => {
    const axis = this.#axisOf(value);
    return axis < 0 ? this.#once(value) : this.repeat(this.items(value, axis), axis);
  };

  /** What a value of the network is for the image that the others are compared with. */
  readonly original = (value: Value): Value => {
    const axis = this.#axisOf(value);
    return axis < 0 || !this.#compared ? this.#once(value) : this.#slice(value, axis, 0, 1);
  };

  /** A value of the network without the image that the others are compared with. */
  items(value: Value, axis = 0): Value {
    return this.#compared ? this.#slice(value, axis, 1, 2 ** 31 - 1) : value;
  }

  /** One item an image as one item a row. */
  repeat(value: Value, axis = 0): Value {
    if (this.#index === undefined) return value;
    let gathered = this.#shared.gathered.get(value);
    if (gathered === undefined) {
      gathered = this.#emit.node('Gather', [value, this.#index], { axis });
      this.#shared.gathered.set(value, gathered);
    }
    return gathered;
  }

  /** Along which a value of the network has an item an image; −1 for what is the same for all. */
  #axisOf(value: Value): number {
    if (!this.#fed.has(value)) return -1;
    const shape = this.#graph.probedShape(value);
    const axis = shape?.batch.indexOf(true) ?? -1;
    if (shape !== undefined && axis >= 0 && shape.batch.lastIndexOf(true) === axis && shape.dims[axis] === 1)
      return axis;
    if (this.#compared) {
      throw new CamscopeError(
        'MODEL_UNSUPPORTED',
        `Images cannot be told apart in '${value}', to compare them`,
        {
          found: 'Its batch axis holds other than one item an image, as where windows are laid along it',
          fix: 'Choose a method that compares no images, such as integrated-gradients',
        },
      );
    }
    this.#shared.shareable = false;
    return -1;
  }

  /** Of weights that the network lays out once an image, such as the query of an attention pool, those of one. */
  #once(value: Value): Value {
    const { graph, fed } = this.#network;
    if (fed.has(value) || (this.#index === undefined && !this.#compared)) return value;
    const shape = graph.probedShape(value);
    const axis = shape?.batch.indexOf(true) ?? -1;
    return axis >= 0 && shape?.dims[axis] === 1 ? this.#slice(value, axis, 0, 1) : value;
  }

  #slice(value: Value, axis: number, from: number, to: number): Value {
    const key = `${from} ${value}`;
    let sliced = this.#shared.sliced.get(key);
    if (sliced === undefined)
      this.#shared.sliced.set(key, (sliced = this.#emit.slice(value, [axis], [from], [to])));
    return sliced;
  }
}
