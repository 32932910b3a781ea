import { testModelFamily } from '@camscope/testkit';
import { expect, test } from 'vitest';
import { vgg } from '../src/index.ts';
import { graphOf, modelOf, recognised, runtime } from './recognised.ts';

const known = (name: string) => ({ model: modelOf(name), architecture: 'vgg16_bn', target: 'features.43' });

testModelFamily(vgg, {
  test,
  runtime,
  networks: { 'vgg16-bn': known('vgg16-bn'), 'vgg16-bn-program': known('vgg16-bn-program') },
});

test('layers are called as in torchvision', async () => {
  expect((await recognised('vgg16-bn')).layers).toMatchInlineSnapshot(`
    [
      "features.2 Relu 1,64,64",
      "features.5 Relu 1,64,64",
      "features.6 MaxPool 1,32,32",
      "features.9 Relu 2,32,32",
      "features.12 Relu 2,32,32",
      "features.13 MaxPool 2,16,16",
      "features.16 Relu 4,16,16",
      "features.19 Relu 4,16,16",
      "features.22 Relu 4,16,16",
      "features.23 MaxPool 4,8,8",
      "features.26 Relu 8,8,8",
      "features.29 Relu 8,8,8",
      "features.32 Relu 8,8,8",
      "features.33 MaxPool 8,4,4",
      "features.36 Relu 8,4,4",
      "features.39 Relu 8,4,4",
      "features.42 Relu 8,4,4",
      "features.43 MaxPool 8,2,2",
    ]
  `);
});

test('a graph that does not say where it was made is taken for one without batch norms', async () => {
  const [graph, head] = await graphOf('vgg16-bn');
  const silent = graph.nodes.map((node) => ({
    ...node,
    name: '',
    metadata: new Map(),
    attribute: (name: string) => node.attribute(name),
  }));
  const byOutput = new Map(silent.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const found = vgg.recognise(
    {
      nodes: silent,
      inputs: graph.inputs,
      outputs: graph.outputs,
      producer: (value) => byOutput.get(value),
      consumers: (value) => graph.consumers(value).map((node) => byOutput.get(node.outputs[0])!),
      isConstant: (value) => graph.isConstant(value),
      shape: (value) => graph.shape(value),
    },
    head,
  );
  expect(found).toMatchObject({ architecture: 'vgg16', target: 'features.30' });
});
