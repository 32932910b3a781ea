import type { GraphView, NodeView } from '@camscope/core';
import { carried, convolutions, isCarrier, lineage, mapInputs, type Step } from '@camscope/onnx';

/** A residual block, whatever lies on its branches. */
export interface Block {
  /** The value that both branches start from. */
  readonly input: string;
  /** The value of the Relu after the sum. */
  readonly output: string;
  /** Convolutions of the longer branch, in graph order. */
  readonly main: readonly NodeView[];
  /** Convolutions of the shorter branch; none in an identity. */
  readonly shortcut: readonly NodeView[];
}

export interface ResidualBody {
  /** From the input of the first block back to the image. */
  readonly stem: readonly Step[];
  /** In graph order. */
  readonly blocks: readonly Block[];
}

/**
 * The chain of residual blocks that ends at or before `target` and begins after a stem on `image`.
 * @returns undefined when anything else joins two tensors on the way, or convolves between two blocks.
 */
export function residualBody(graph: GraphView, target: string, image: string): ResidualBody | undefined {
  const blocks: Block[] = [];
  for (let value = target; ;) {
    const steps = lineage(graph, value);
    if (steps[steps.length - 1].value === image) return { stem: steps, blocks: blocks.reverse() };
    const block = blockAtEnd(graph, steps);
    if (!block) return undefined;
    const end = steps.findIndex((step) => step.value === block.output);
    if (blocks.length > 0 && convolutions(steps.slice(0, end)).length > 0) return undefined;
    blocks.push(block);
    value = block.input;
  }
}

/** The block whose sum is the last of `steps`. */
function blockAtEnd(graph: GraphView, steps: readonly Step[]): Block | undefined {
  const sum = steps[steps.length - 1].node;
  const output = steps.findLast(
    ({ node }) => node && node !== sum && !isCarrier(node) && node.op !== 'Transpose',
  );
  if (output?.node?.op !== 'Relu' || (sum?.op !== 'Add' && sum?.op !== 'Sum')) return undefined;
  const branches = mapInputs(graph, sum);
  if (branches.length !== 2 || !sameShape(graph, branches)) return undefined;
  const [a, b] = branches.map((branch) => lineage(graph, branch));
  const places = new Map(b.map(({ value }, place) => [carried(graph, value), place]));
  const fork = a.find(({ value }) => places.has(carried(graph, value)));
  if (!fork) return undefined;
  const sides = [a.slice(0, a.indexOf(fork)), b.slice(0, places.get(carried(graph, fork.value)))];
  const [shortcut, main] = sides.map(convolutions).sort((one, other) => one.length - other.length);
  return { input: fork.value, output: output.value, main, shortcut };
}

function sameShape(graph: GraphView, [a, b]: readonly string[]): boolean {
  return String(graph.shape(a)) === String(graph.shape(b));
}
