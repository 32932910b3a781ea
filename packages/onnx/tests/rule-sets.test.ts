import { floatTensor } from '@camscope/core';
import { createModel, type NodeInput } from '@camscope/onnx';
import { describe, expect, it } from 'vitest';
import { NodeFacts } from '../src/gradient/facts/node-facts.ts';
import { Way } from '../src/gradient/facts/way.ts';
import { descendants } from '../src/graph/reach.ts';
import { probed } from './support/probed.ts';

const vector = (...dims: number[]) =>
  floatTensor(new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(0.5), dims);
const node = (op: string, inputs: string[], output: string, attributes = {}): NodeInput => ({
  op,
  inputs,
  outputs: [output],
  attributes,
});

/** A convolution with a batch norm and a scale, a squeeze's gate, a sum of two ways, attention of sorts, a linear head. */
const model = createModel({
  nodes: [
    node('Conv', ['x', 'kernel'], 'conv'),
    node('BatchNormalization', ['conv', 'c', 'c', 'c', 'c'], 'norm'),
    node('Mul', ['norm', 'perChannel'], 'scaled'),
    node('Relu', ['scaled'], 'relu'),
    node('BatchNormalization', ['relu', 'c', 'c', 'c', 'c'], 'alone'),
    node('GlobalAveragePool', ['alone'], 'squeezed'),
    node('Sigmoid', ['squeezed'], 'sigmoid'),
    node('Mul', ['alone', 'sigmoid'], 'gated'),
    node('Conv', ['gated', 'kernel2', 'c'], 'second'),
    node('Add', ['second', 'relu'], 'sum'),
    node('MatMul', ['sum', 'sum'], 'product'),
    node('Softmax', ['product'], 'softmax', { axis: -1 }),
    node('Flatten', ['softmax'], 'flat'),
    node('MatMul', ['flat', 'w'], 'multiplied'),
    node('Add', ['multiplied', 'b'], 'y'),
  ],
  initializers: {
    kernel: vector(2, 1, 1, 1),
    kernel2: vector(2, 2, 1, 1),
    c: vector(2),
    perChannel: vector(2, 1, 1),
    w: vector(8, 3),
    b: vector(3),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 2] }],
  outputs: [{ name: 'y' }],
});

const graph = await probed(model);
const way = new Way(graph, descendants(graph, ['x']), ['x']);
const factsOf = (output: string) => new NodeFacts(graph.producer(output)!, way);

describe('facts of nodes', () => {
  it.each([
    ['conv', 'convolution'],
    ['norm', 'merged'],
    ['scaled', 'merged'],
    ['relu', 'activation'],
    ['alone', 'normalisation'],
    ['squeezed', 'pool'],
    ['gated', 'gate'],
    // It has its own bias, and its output is summed with another value.
    ['second', 'convolution'],
    ['sum', 'sum'],
    ['product', 'product'],
    ['softmax', 'softmax'],
    ['flat', 'routing'],
    ['multiplied', 'dense'],
    ['y', 'merged'],
  ])('what makes %s is of kind %s', (output, kind) => {
    expect(factsOf(output).kind).toBe(kind);
  });

  it('a layer ends where somebody else reads, or another kind of node comes', () => {
    expect(factsOf('conv').layer).toMatchObject({ output: 'scaled' });
    expect(factsOf('norm').layer).toBe(factsOf('conv').layer);
    expect(factsOf('second').layer).toMatchObject({ merged: [], output: 'second' });
    expect(factsOf('alone').layer).toBeUndefined();
  });

  it('the first and the last linear layers are known', () => {
    const names = ['conv', 'second', 'multiplied', 'y'];
    expect(names.filter((name) => factsOf(name).isFirstLinear)).toEqual(['conv']);
    expect(names.filter((name) => factsOf(name).isLastLinear)).toEqual(['multiplied']);
  });

  it('what is differentiated to stays apart', () => {
    const short = new Way(graph, descendants(graph, ['norm']), ['norm']);
    expect(new NodeFacts(graph.producer('scaled')!, short).kind).toBe('scale');
    expect(new NodeFacts(graph.producer('second')!, short).isFirstLinear).toBe(true);
  });
});
