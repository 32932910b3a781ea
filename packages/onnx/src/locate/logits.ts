import { CamscopeError, unknownName, type Head } from '@camscope/core';
import type { Graph } from '../graph/graph.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import { ancestors, descendants } from '../graph/reach.ts';

/** Operators that leave the order of the classes as it is and add no meaning. */
const TRANSPARENT = new Set([
  ...['Identity', 'Cast', 'Dropout', 'QuantizeLinear', 'DequantizeLinear'],
  ...['Flatten', 'Reshape', 'Squeeze', 'Unsqueeze'],
]);
const ACTIVATIONS: ReadonlyMap<string, Head['activation']> = new Map([
  ['Softmax', 'softmax'],
  ['LogSoftmax', 'softmax'],
  ['Sigmoid', 'sigmoid'],
]);
/** What the masked assignments of calibrated outputs are made of (TorchXRayVision's op_norm). */
const DATA_DEPENDENT = ['NonZero', 'ScatterND', 'GatherND', 'ScatterElements', 'Where', 'If', 'Loop'];

export interface Logits {
  /** Value name; [N,classes], perhaps with trailing axes of size 1. */
  readonly tensor: string;
  readonly classes: number;
  readonly activation: Head['activation'];
}

/**
 * The scores before softmax or sigmoid, found by walking back from the output that holds one number per class.
 * @param asked a tensor's name, which is taken as it is.
 * @throws CamscopeError NAME_UNKNOWN, MODEL_UNSUPPORTED.
 */
export function locateLogits(graph: Graph, asked?: string): Logits {
  if (asked !== undefined) return askedLogits(graph, asked);
  const output = classOutput(graph);
  let value = output;
  let activation: Head['activation'] = 'none';
  for (;;) {
    const node = graph.producer(value);
    if (!node) break;
    const applied: Head['activation'] | undefined =
      activation === 'none' ? ACTIVATIONS.get(node.op) : undefined;
    if (applied) activation = applied;
    else if (DATA_DEPENDENT.includes(node.op)) return beforeCalibration(graph, output, node);
    else if (!TRANSPARENT.has(node.op)) break;
    if (classesOf(graph, node.inputs[0]) !== classesOf(graph, output)) break;
    value = node.inputs[0];
  }
  return { tensor: value, classes: classesOf(graph, value)!, activation };
}

/** Number of classes of a value shaped [N,classes] or [N,classes,1,1]; undefined for any other shape. */
export function classesOf(graph: Graph, value: string): number | undefined {
  const shape = graph.probedShape(value);
  if (!shape || shape.dims.length < 2 || shape.dims[0] !== 1) return undefined;
  return shape.dims.slice(2).every((dim) => dim === 1) ? shape.dims[1] : undefined;
}

function askedLogits(graph: Graph, asked: string): Logits {
  if (!graph.has(asked))
    throw unknownName(
      'tensor',
      asked,
      graph.nodes.flatMap((node) => node.outputs),
    );
  const classes = classesOf(graph, asked);
  if (classes === undefined) {
    throw new CamscopeError('MODEL_UNSUPPORTED', `'${asked}' does not hold one score per class`, {
      found: `shape [${graph.shape(asked)?.join(', ')}]`,
      fix: 'Name a tensor of shape [N,classes]',
    });
  }
  return { tensor: asked, classes, activation: locateLogits(graph).activation };
}

function classOutput(graph: Graph): string {
  const fed = descendants(graph, graph.inputs);
  const candidates = graph.outputs.filter(
    (output) => fed.has(output) && classesOf(graph, output) !== undefined,
  );
  const named = candidates.find((output) => /logit|prob|class|pred/i.test(output));
  const output = named ?? candidates[0];
  if (output) return output;
  throw new CamscopeError('MODEL_UNSUPPORTED', 'The network has no output with one number per class', {
    found: graph.outputs.map((name) => `${name} [${graph.shape(name)?.join(', ') ?? '?'}]`).join('; '),
    fix: 'Name the tensor of class scores: `score` in the model card',
  });
}

/** Past a data-dependent tail: the input of the last sigmoid, or the last linear layer, that it depends on. */
function beforeCalibration(graph: Graph, output: string, tail: OnnxNode): Logits {
  const classes = classesOf(graph, output)!;
  const before = ancestors(graph, tail.inputs);
  const made = graph.nodes.filter(
    (node) => before.has(node.outputs[0]) && classesOf(graph, node.outputs[0]) === classes,
  );
  const sigmoid = made.findLast((node) => node.op === 'Sigmoid');
  if (sigmoid) return { tensor: sigmoid.inputs[0], classes, activation: 'sigmoid' };
  const linear = made.findLast((node) => ['Gemm', 'MatMul', 'Conv', 'Add'].includes(node.op));
  if (linear) return { tensor: linear.outputs[0], classes, activation: 'none' };
  throw new CamscopeError('MODEL_UNSUPPORTED', `No class scores were found before ${tail}`, {
    fix: 'Name the tensor of class scores: `score` in the model card',
  });
}
