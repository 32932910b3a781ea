import { CamscopeError } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import type { Graph } from '../graph/graph.ts';
import type { Shape } from '../graph/shape.ts';
import type { NodeFacts } from './facts/node-facts.ts';

/**
 * The reverse of one operator: from the gradient of its output(s) to those of its inputs, as appended nodes.
 *
 * The gradient of an output has the output's shape, except that its batch axis may be longer: a forward pass serves a
 * backward pass of several classes. A rule that broadcasts is right: see `Rows` for more than one image.
 */
export type Rule = (at: RuleContext) => readonly (Value | undefined)[];

/** Rules by operator; those of other domains than ai.onnx as `domain:Operator`. */
export type RuleTable = Readonly<Record<string, Rule>>;

/** The lowest and highest numbers of each channel of the network's input, or of all. */
export interface ImageRange {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What all rules of a way back share. */
export interface Scene {
  readonly graph: Graph;
  readonly emit: Emitter;
  /** Values whose gradients are needed. */
  readonly wanted: ReadonlySet<string>;
  readonly imageRange?: ImageRange;
  /** The image that others are compared with: what values are for it, and an emitter that reads them. */
  readonly original?: { readonly read: (value: Value) => Value; readonly emit: Emitter };
}

/** What a rule sees of the node that it reverses. */
export class RuleContext {
  readonly facts: NodeFacts;
  /** Gradient of each output; undefined where none arrives. */
  readonly gradients: readonly (Value | undefined)[];
  readonly #scene: Scene;

  constructor(scene: Scene, facts: NodeFacts, gradients: readonly (Value | undefined)[]) {
    this.facts = facts;
    this.gradients = gradients;
    this.#scene = scene;
  }

  get graph(): Graph {
    return this.#scene.graph;
  }

  get emit(): Emitter {
    return this.#scene.emit;
  }

  /** Within which the network's input lies; undefined where nobody says. */
  get imageRange(): ImageRange | undefined {
    return this.#scene.imageRange;
  }

  get node(): OnnxNode {
    return this.facts.node;
  }

  /** Gradient of the first output. */
  get g(): Value {
    return this.gradients[0]!;
  }

  /** The first output. */
  get y(): Value {
    return this.node.outputs[0];
  }

  /** The first input. */
  get x(): Value {
    return this.node.inputs[0];
  }

  /** The same node, where something else arrives. */
  arriving(...gradients: (Value | undefined)[]): RuleContext {
    return new RuleContext(this.#scene, this.facts, gradients);
  }

  /** What a value of the network is for the image that the one at hand is compared with. */
  original(value: Value): Value {
    return this.#scene.original!.read(value);
  }

  /** The same node, at the image that the one at hand is compared with. */
  atOriginal(): RuleContext {
    const scene = { ...this.#scene, emit: this.#scene.original!.emit };
    return new RuleContext(scene, this.facts, this.gradients);
  }

  /** The name of the value that the node reads there. */
  input(i: number): Value {
    return this.node.inputs[i];
  }

  /** Whether an input was given at all. */
  has(i: number): boolean {
    return (this.node.inputs[i] ?? '') !== '';
  }

  /** Whether anybody needs the gradient of an input. */
  wants(i: number): boolean {
    return this.#scene.wanted.has(this.node.inputs[i]);
  }

  /** Dimensions, and which of them are of the batch. @throws CamscopeError MODEL_UNSUPPORTED where the shape is not known. */
  shape(value: Value): Shape {
    const dims = this.graph.isConstant(value) ? this.graph.shape(value) : undefined;
    return dims ? { dims, batch: dims.map(() => false) } : requireShape(this.graph, value);
  }

  /** @throws CamscopeError MODEL_UNSUPPORTED where the shape is not known. */
  rank(value: Value): number {
    return this.shape(value).dims.length;
  }

  /** An attribute of the node, or what the operator takes for granted. */
  number(attribute: string, otherwise: number): number {
    return Number(this.node.attribute(attribute) ?? otherwise);
  }

  /** A list among the attributes of the node. */
  numbers(attribute: string): readonly number[] | undefined {
    return this.node.attribute(attribute) as readonly number[] | undefined;
  }

  /** Axes as an attribute or as input `i`, counted from the front; undefined when neither is given. */
  axes(i: number, rank: number, attribute = 'axes'): readonly number[] | undefined {
    const given = this.numbers(attribute) ?? (this.has(i) ? this.graph.integers(this.input(i)) : undefined);
    if (!given && this.has(i)) throw this.unsupported(`its ${attribute} are computed while it runs`);
    return given?.map((axis) => (axis < 0 ? axis + rank : axis));
  }

  /** Axes that a reduction removes or shrinks to 1: those given, or all. */
  reducedAxes(): readonly number[] {
    const rank = this.rank(this.x);
    const axes = this.axes(1, rank);
    if (axes && axes.length > 0) return axes;
    if (this.number('noop_with_empty_axes', 0) === 1) return [];
    return Array.from({ length: rank }, (_, axis) => axis);
  }

  /** A reduction's output or gradient with the reduced axes as axes of size 1, whether or not it kept them. */
  keepReduced(value: Value, axes: readonly number[]): Value {
    const { dims, batch } = this.shape(this.x);
    if (axes.some((axis) => batch[axis])) throw this.unsupported('it mixes the images of a batch');
    if (this.rank(this.y) === dims.length) return value;
    return this.emit.reshape(
      value,
      dims.map((dim, axis) => (axes.includes(axis) ? 1 : batch[axis] ? -1 : dim)),
    );
  }

  /** The gradient given the shape of `value`, whatever the size of the batch. */
  reshapeLike(g: Value, value: Value): Value {
    const { dims, batch } = this.shape(value);
    const open = batch.filter(Boolean).length;
    if (open > 1) throw this.unsupported(`the batch runs along ${open} axes of '${value}'`);
    return this.emit.reshape(
      g,
      dims.map((dim, axis) => (batch[axis] ? -1 : dim)),
    );
  }

  /** Sums a gradient of the output over the axes along which input `i` was broadcast. */
  unbroadcast(g: Value, i: number): Value {
    const output = this.shape(this.y);
    const input = this.shape(this.input(i));
    const extra = output.dims.length - input.dims.length;
    const axes = output.dims.flatMap((dim, axis) => {
      const own = axis - extra;
      return own < 0 || (input.dims[own] === 1 && !input.batch[own] && (dim !== 1 || output.batch[axis]))
        ? [axis]
        : [];
    });
    const summed = this.emit.reduceSum(g, axes);
    return extra > 0 ? this.reshapeLike(summed, this.input(i)) : summed;
  }

  /** To be thrown by a rule that cannot do the node. */
  unsupported(why: string): CamscopeError {
    return new CamscopeError('OPERATOR_UNSUPPORTED', `No gradient passes ${this.node}: ${why}`, {
      fix: 'Choose a method and a layer whose gradient does not pass it, or export the network without it',
    });
  }
}

function requireShape(graph: Graph, value: string): Shape {
  const shape = graph.probedShape(value);
  if (shape) return shape;
  throw new CamscopeError('MODEL_UNSUPPORTED', `The shape of '${value}' is not known`, {
    found: 'It changes with the batch size in another way than in proportion, or it was not probed',
    fix: 'Export the network with a fixed batch size of 1',
  });
}
