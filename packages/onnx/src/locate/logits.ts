import { CamscopeError, unknownName, type Head } from '@camscope/core';
import type { Graph } from '../graph/graph.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { ancestors, descendants } from '../graph/reach.ts';
import { ACTIVATIONS, activationAfter, isTransparent } from './activation.ts';

/** What the masked assignments of calibrated outputs are made of (TorchXRayVision's op_norm). */
const DATA_DEPENDENT = ['NonZero', 'ScatterND', 'GatherND', 'ScatterElements', 'Where', 'If', 'Loop'];

export interface Logits {
  /** Value name; [N,classes], perhaps with trailing axes of size 1. */
  readonly tensor: string;
  readonly classes: number;
  readonly activation: Head['activation'];
  /** Why it is this tensor, where the graph leaves a doubt. */
  readonly guess?: string;
}

/**
 * The scores before softmax or sigmoid, found by walking back from the output that holds one number per class.
 * @param asked a tensor's name, which is taken as it is.
 * @throws CamscopeError NAME_UNKNOWN, MODEL_UNSUPPORTED.
 */
export function locateLogits(graph: Graph, asked?: string): Logits {
  const { tensor, guess } = asked === undefined ? foundLogits(graph) : { tensor: askedLogits(graph, asked) };
  const classes = classesOf(graph, tensor)!;
  return { tensor, classes, activation: activationAfter(graph, tensor), guess };
}

/** Number of classes of a value shaped [N,classes] or [N,classes,1,1]; undefined for any other shape. */
export function classesOf(graph: Graph, value: string): number | undefined {
  const shape = graph.probedShape(value);
  if (!shape || shape.dims.length < 2 || shape.dims[0] !== 1) return undefined;
  return shape.dims.slice(2).every((dim) => dim === 1) ? shape.dims[1] : undefined;
}

type Found = Pick<Logits, 'tensor' | 'guess'>;

function askedLogits(graph: Graph, asked: string): string {
  if (!graph.has(asked))
    throw unknownName(
      'tensor',
      asked,
      graph.nodes.flatMap((node) => node.outputs),
    );
  if (classesOf(graph, asked) !== undefined) return asked;
  throw new CamscopeError('MODEL_UNSUPPORTED', `'${asked}' does not hold one score per class`, {
    found: `shape [${graph.shape(asked)?.join(', ')}]`,
    fix: 'Name a tensor of shape [N,classes]',
  });
}

/** From the output whose name sounds like scores, else the first; outputs that lead to the same scores leave no doubt. */
function foundLogits(graph: Graph): Found {
  const outputs = classOutputs(graph);
  const output = outputs.find((name) => /logit|prob|class|pred/i.test(name)) ?? outputs[0];
  const found = logitsBefore(graph, output);
  const isUnique = outputs.every(
    (other) => other === output || logitsBefore(graph, other).tensor === found.tensor,
  );
  return isUnique ? found : { ...found, guess: `of the outputs ${outputs.join(', ')}, ${output}` };
}

function logitsBefore(graph: Graph, output: string): Found {
  let value = output;
  let isActivated = false;
  for (;;) {
    const node = graph.producer(value);
    if (!node) break;
    const activates: boolean = !isActivated && ACTIVATIONS.has(node.op);
    if (DATA_DEPENDENT.includes(node.op)) return beforeCalibration(graph, output, node);
    if (!activates && !isTransparent(node)) break;
    if (classesOf(graph, node.inputs[0]) !== classesOf(graph, output)) break;
    isActivated ||= activates;
    value = node.inputs[0];
  }
  return { tensor: value };
}

/** Outputs that hold one number per class. */
function classOutputs(graph: Graph): string[] {
  const fed = descendants(graph, graph.inputs);
  const candidates = graph.outputs.filter(
    (output) => fed.has(output) && classesOf(graph, output) !== undefined,
  );
  if (candidates.length > 0) return candidates;
  throw new CamscopeError('MODEL_UNSUPPORTED', 'The network has no output with one number per class', {
    found: graph.outputs.map((name) => `${name} [${graph.shape(name)?.join(', ') ?? '?'}]`).join('; '),
    fix: 'Name the tensor of class scores: `score` in the model card',
  });
}

/** Past a data-dependent tail: the input of the last sigmoid, or the last linear layer, that it depends on. */
function beforeCalibration(graph: Graph, output: string, tail: OnnxNode): Found {
  const classes = classesOf(graph, output)!;
  const before = ancestors(graph, tail.inputs);
  const made = graph.nodes.filter(
    (node) => before.has(node.outputs[0]) && classesOf(graph, node.outputs[0]) === classes,
  );
  const guess = `the last one that ${tail.op} depends on`;
  const sigmoid = made.findLast((node) => node.op === 'Sigmoid');
  if (sigmoid) return { tensor: sigmoid.inputs[0], guess };
  const linear = made.findLast((node) => ['Gemm', 'MatMul', 'Conv', 'Add'].includes(node.op));
  if (linear) return { tensor: linear.outputs[0], guess };
  throw new CamscopeError('MODEL_UNSUPPORTED', `No class scores were found before ${tail}`, {
    fix: 'Name the tensor of class scores: `score` in the model card',
  });
}
