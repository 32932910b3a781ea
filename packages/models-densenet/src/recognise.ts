import type { GraphView, Head, Layer, ModelDescription } from '@camscope/core';
import { channelsAt, describeModel } from '@camscope/onnx';
import { denseBody, type DenseBody } from './dense-body.ts';

/** Dense layers in each block of the published networks. */
const PUBLISHED: Record<string, string> = {
  '6-12-24-16': 'densenet121',
  '6-12-36-24': 'densenet161',
  '6-12-32-32': 'densenet169',
  '6-12-48-32': 'densenet201',
};

/** A description when the graph is a stem, then two or more dense blocks of one growth rate with transitions between. */
export function recogniseDenseNet(graph: GraphView, head: Head): ModelDescription | undefined {
  const body = head.target && denseBody(graph, head.target, head.image.tensor);
  if (!body || body.blocks.length < 2) return undefined;
  const { view } = head.target!;
  const grown = body.blocks.flatMap(({ layers }) =>
    layers.map((layer) => channelsAt(graph, { tensor: layer, view })),
  );
  const [growth] = grown;
  if (grown.some((channels) => channels !== growth)) return undefined;
  const counts = body.blocks.map(({ layers }) => layers.length).join('-');
  const architecture = PUBLISHED[counts] ?? `densenet (${counts}, growth ${growth})`;
  const layers = namesOf(body).map(([name, tensor]): Layer => ({ name, tensor, view }));
  return describeModel(graph, head, architecture, layers);
}

/** torchvision's names. `norm5` is the value before the last Relu and `relu` the one after it. */
function namesOf({ blocks, tail }: DenseBody): (readonly [name: string, tensor: string])[] {
  const inner = blocks.flatMap(({ input, output }, i) => [
    ...(i > 0 ? [[`transition${i}`, input] as const] : []),
    [`denseblock${i + 1}`, output] as const,
  ]);
  const relu = tail.findLastIndex(({ node }) => node?.op === 'Relu');
  if (relu < 0) return inner;
  const norm = relu + 1 < tail.length ? [[`norm${blocks.length + 1}`, tail[relu + 1].value] as const] : [];
  return [...inner, ...norm, ['relu', tail[relu].value]];
}
