import { CamscopeError } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import type { Graph } from '../graph/graph.ts';
import { readsOf } from '../graph/reads-of.ts';
import { ancestors, carriesGradient, descendants } from '../graph/reach.ts';
import { hidesAttention } from '../locate/attention-blocks.ts';
import { WRITTEN_OUT } from '../locate/attentions.ts';
import { grownConcats } from './grown-concats.ts';
import { NodeFacts } from './facts/node-facts.ts';
import { Way } from './facts/way.ts';
import { RuleContext, type ImageRange, type Rule } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import type { Rows } from './rows.ts';

export interface DifferentiateRequest {
  readonly graph: Graph;
  /** The value whose gradient is known, e.g. the logits. */
  readonly output: Value;
  /** That gradient: a value shaped like `output`, perhaps with a longer batch axis. */
  readonly seed: Value;
  /** Values whose gradients are wanted. */
  readonly inputs: readonly Value[];
  readonly rules: RuleSet;
  readonly emit: Emitter;
  /** The rows of the seed, where they need not be one for each image, or any number of one image. */
  readonly rows?: Rows;
  readonly imageRange?: ImageRange;
}

/**
 * Appends the reverse of every node between `inputs` and `output`, and no other.
 * @returns the gradient of each input, as a value of the draft behind `emit`.
 * @throws CamscopeError OPERATOR_UNSUPPORTED for a node without a rule; MODEL_UNSUPPORTED for an input that does not
 *   influence the output.
 */
export function differentiate(request: DifferentiateRequest): Map<Value, Value> {
  const { graph, output, seed, inputs, rules, rows } = request;
  // Whatever a rule reads of the network, it reads by way of `rows`.
  const emit = rows ? request.emit.reading(rows.read) : request.emit;
  const after = descendants(graph, inputs, carriesGradient);
  const before = ancestors(graph, [output]);
  const wanted = new Set([...after].filter((value) => before.has(value)));
  for (const input of inputs) if (!before.has(input)) throw withoutInfluence(input, output);
  rows?.pass(wanted);

  const way = new Way(graph, wanted, inputs);
  const original = rows && { read: rows.original, emit: request.emit.reading(rows.original) };
  const scene = { graph, emit, wanted, imageRange: request.imageRange, original };
  // What is asked for is the gradient of a value where the network itself reads it.
  const grown = grownConcats(graph, (value) => wanted.has(value) && !inputs.includes(value));
  const gradients = new Map<Value, Value>([[output, seed]]);
  for (const node of graph.nodes.map((node) => grown.get(node) ?? node).reverse()) {
    if (!carriesGradient(node) || !readsOf(node).some((value) => wanted.has(value))) continue;
    const arriving = node.outputs.map((name) => gradients.get(name));
    if (arriving.every((gradient) => gradient === undefined)) continue;
    const facts = new NodeFacts(node, way);
    const leaving = ruleFor(facts, rules)(new RuleContext(scene, facts, arriving));
    node.inputs.forEach((input, i) => {
      const gradient = leaving[i];
      if (gradient === undefined || !wanted.has(input)) return;
      const sum = gradients.get(input);
      gradients.set(
        input,
        sum === undefined ? shaped(gradient, input) : shaped(emit.add(sum, gradient), input),
      );
    });
  }
  return new Map(inputs.map((input) => [input, gradients.get(input) ?? fail(input, output)]));

  /**
   * The gradient of a value has its shape, but for the batch. Told so, ONNX Runtime makes up no name for the batch of every sum, which
   * takes 1.30 the square of their number to do.
   */
  function shaped(gradient: Value, value: Value): Value {
    const shape = graph.probedShape(value);
    const axis = shape?.batch.indexOf(true) ?? -1;
    if (shape === undefined || axis < 0 || shape.batch.lastIndexOf(true) !== axis || shape.dims[axis] !== 1)
      return gradient;
    return emit.shaped(
      gradient,
      shape.dims.map((dim, i) => (i === axis ? 'rows' : dim)),
    );
  }
}

function ruleFor(facts: NodeFacts, rules: RuleSet): Rule {
  const rule = rules.ruleFor(facts);
  if (rule) return rule;
  const { name, operators } = rules;
  const without = hidesAttention(facts.node) ? WRITTEN_OUT : 'export the network without this operator';
  throw new CamscopeError('OPERATOR_UNSUPPORTED', `No ${name} rule for operator ${facts.node}`, {
    found: operators && `Operators with a rule: ${[...operators].sort().join(', ')}`,
    fix: `Choose a method and a layer whose gradient does not pass it, or ${without}`,
  });
}

function fail(input: Value, output: Value): never {
  throw withoutInfluence(input, output);
}

function withoutInfluence(input: Value, output: Value): CamscopeError {
  return new CamscopeError('MODEL_UNSUPPORTED', `'${input}' does not influence '${output}'`, {
    fix: 'Choose a target layer on the way from the image to the class scores',
  });
}
