import type { GraphView, Head, ModelFamily, TensorView } from '@camscope/core';
import { random } from '@camscope/onnx/expressions';
import { rewired } from './rewired.ts';

/** What a family makes of a network: its layers each as `name Operator K,h,w`, and how maps lie in it if channels are not first. */
export interface Recognition {
  readonly architecture?: string;
  readonly target?: string;
  readonly layers?: readonly string[];
}

/** @param graph probed. */
export function recognition(family: ModelFamily, graph: GraphView, head: Head): Recognition {
  const found = family.recognise(graph, head);
  const layers = found?.layers.map(({ name, tensor, view }) => {
    const shape = graph.shape(tensor)!.slice(1).join(',');
    return `${name} ${graph.producer(tensor)!.op} ${shape}${inWords(view)}`;
  });
  return { architecture: found?.architecture, target: found?.target, layers };
}

/**
 * Layers that are no values of the graph, by any family that is asked about the graph with one input of one node read from elsewhere:
 * none, of a family that keeps its word.
 * @param times how often, at seeded random places.
 */
export function strayLayers(family: ModelFamily, graph: GraphView, head: Head, times = 60): string[] {
  const values = [...graph.inputs, ...graph.nodes.map((node) => node.outputs[0])];
  const nodes = graph.nodes.filter(({ inputs }) => inputs.length > 0);
  const next = random(1);
  const below = (count: number) => Math.floor(next() * count);
  return Array.from({ length: times }, () => {
    const node = nodes[below(nodes.length)];
    const earlier = values.slice(0, values.indexOf(node.outputs[0]));
    const view = rewired(graph, node, below(node.inputs.length), earlier[below(earlier.length)]);
    const layers = family.recognise(view, head)?.layers ?? [];
    return layers.map(({ tensor }) => tensor).filter((tensor) => !values.includes(tensor));
  }).flat();
}

function inWords(view: TensorView): string {
  if (view.kind === 'tokens') return ` tokens ${view.prefix}+${view.grid.join('x')}`;
  return view.kind === 'channels-last' ? ' NHWC' : '';
}
