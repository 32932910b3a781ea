import type { GraphView, TensorView } from '@camscope/core';
import { carried, convolutions, lineage } from '@camscope/onnx';
import { featuresOf, isChannelConcat } from './features.ts';

/** Layers that each read the block's input and every layer before them. */
export interface DenseBlock {
  readonly input: string;
  /** In graph order. */
  readonly layers: readonly string[];
  /** Input and layers, concatenated. */
  readonly output: string;
}

/** A dense layer convolves once, or first narrows its input with a 1 × 1 convolution. */
const MAX_CONVOLUTIONS = 2;

interface DenseLayer {
  readonly value: string;
  /** The features that it reads. */
  readonly reads: ReadonlySet<string>;
}

/** The dense block that ends in a concatenation; undefined when its parts are not connected that way. */
export function denseBlock(graph: GraphView, output: string, view: TensorView): DenseBlock | undefined {
  const features = featuresOf(graph, output, view);
  const layers: DenseLayer[] = [];
  const inputs: string[] = [];
  for (const value of features) {
    const reads = readsOf(graph, value, features, view);
    if (reads && [...reads].every((feature) => features.has(feature))) layers.push({ value, reads });
    else inputs.push(value);
  }
  const [input] = inputs;
  if (inputs.length !== 1 || layers.length === 0) return undefined;
  layers.sort((a, b) => a.reads.size - b.reads.size);
  const before = [input];
  for (const { value, reads } of layers) {
    if (reads.size !== before.length || !before.every((feature) => reads.has(feature))) return undefined;
    before.push(value);
  }
  return { input, layers: before.slice(1), output };
}

/** The features behind the one or two convolutions that make a value. */
function readsOf(
  graph: GraphView,
  value: string,
  features: ReadonlySet<string>,
  view: TensorView,
): ReadonlySet<string> | undefined {
  const steps = lineage(graph, value);
  const source = steps.findIndex(
    (step, i) => i > 0 && (features.has(carried(graph, step.value)) || isChannelConcat(step.node, view)),
  );
  const count = convolutions(steps.slice(0, Math.max(source, 0))).length;
  if (count < 1 || count > MAX_CONVOLUTIONS) return undefined;
  return featuresOf(graph, steps[source].value, view);
}
