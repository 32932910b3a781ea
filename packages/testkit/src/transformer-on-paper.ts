import { floats, ints } from '@camscope/conformance';
import { createModel, type NodeInput } from '@camscope/onnx';

/**
 * A vision transformer to be worked out on paper: the four pixels of an image are its patches, behind a class token that is
 * 0. Each of two blocks adds to all five tokens their mean, by attention that is 1/5 everywhere: so with m the mean of five,
 * the class token grows from 0 to m, then to 3m. S⁰ is the class token, S¹ the opposite.
 */
export const transformerOnPaper: Uint8Array = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'patch'], outputs: ['patches'] },
    { op: 'Reshape', inputs: ['patches', 'inRows'], outputs: ['rows'] },
    { op: 'Transpose', inputs: ['rows'], outputs: ['places'], attributes: { perm: [0, 2, 1] } },
    { op: 'Slice', inputs: ['places', 'first', 'second', 'second'], outputs: ['any'] },
    { op: 'Mul', inputs: ['any', 'zero'], outputs: ['token'] },
    { op: 'Concat', inputs: ['token', 'places'], outputs: ['x0'], attributes: { axis: 1 } },
    ...block('x0', 'x1'),
    ...block('x1', 'x2'),
    { op: 'Gather', inputs: ['x2', 'class'], outputs: ['read'], attributes: { axis: 1 } },
    { op: 'Gemm', inputs: ['read', 'head'], outputs: ['logits'] },
  ],
  initializers: {
    patch: floats([1], [1, 1, 1, 1]),
    inRows: ints([0, 1, 4]),
    inHeads: ints([0, 5, 1, 1]),
    inTokens: ints([0, 5, 1]),
    first: ints([0]),
    second: ints([1]),
    class: { type: 'int64', dims: [], data: BigInt64Array.of(0n) },
    zero: floats([0], [1, 1]),
    one: floats([1], [1, 1]),
    head: floats([1, -1], [1, 2]),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 2] }],
  outputs: [{ name: 'logits' }],
});

/** [[1, 2], [3, 4]]: m is 2. */
export const imageOfTokens = floats([1, 2, 3, 4], [1, 2, 2]);

/** Queries and keys are 0, values the tokens. */
function block(from: string, to: string): NodeInput[] {
  const heads = (name: string, weight: string, perm: number[]): NodeInput[] => [
    { op: 'MatMul', inputs: [from, weight], outputs: [`${to}/${name}/linear`] },
    { op: 'Reshape', inputs: [`${to}/${name}/linear`, 'inHeads'], outputs: [`${to}/${name}/apart`] },
    { op: 'Transpose', inputs: [`${to}/${name}/apart`], outputs: [`${to}/${name}`], attributes: { perm } },
  ];
  return [
    ...heads('queries', 'zero', [0, 2, 1, 3]),
    ...heads('keys', 'zero', [0, 2, 3, 1]),
    ...heads('values', 'one', [0, 2, 1, 3]),
    { op: 'MatMul', inputs: [`${to}/queries`, `${to}/keys`], outputs: [`${to}/products`] },
    { op: 'Softmax', inputs: [`${to}/products`], outputs: [`${to}/attention`], attributes: { axis: -1 } },
    { op: 'MatMul', inputs: [`${to}/attention`, `${to}/values`], outputs: [`${to}/weighted`] },
    {
      op: 'Transpose',
      inputs: [`${to}/weighted`],
      outputs: [`${to}/joined`],
      attributes: { perm: [0, 2, 1, 3] },
    },
    { op: 'Reshape', inputs: [`${to}/joined`, 'inTokens'], outputs: [`${to}/added`] },
    { op: 'Add', inputs: [from, `${to}/added`], outputs: [to] },
  ];
}
