import type { AttributeInputs } from '@camscope/onnx';
import type { Tensor } from '@camscope/core';
import { floats, ints, scalar } from '../tensors.ts';
import { single, type RuleCase } from './rule-case.ts';

const dims = [1, 4, 5, 6];

export const selectionCases: readonly RuleCase[] = [
  {
    name: 'Concat of channels',
    op: 'Concat',
    dims,
    initializers: { w: scalar(3) },
    nodes: [
      { op: 'Mul', inputs: ['x', 'w'], outputs: ['tripled'] },
      { op: 'Concat', inputs: ['x', 'tripled'], outputs: ['y'], attributes: { axis: 1 } },
    ],
  },
  {
    name: 'Concat from behind',
    op: 'Concat',
    dims,
    opsets: [11, 25],
    nodes: [{ op: 'Concat', inputs: ['x', 'x', 'x'], outputs: ['y'], attributes: { axis: -1 } }],
  },
  {
    name: 'Concat that grows',
    op: 'Concat',
    dims,
    initializers: { w: scalar(3) },
    nodes: [
      { op: 'Mul', inputs: ['x', 'w'], outputs: ['tripled'] },
      { op: 'Concat', inputs: ['x', 'tripled'], outputs: ['two'], attributes: { axis: 1 } },
      { op: 'Mul', inputs: ['two', 'two'], outputs: ['squared'] },
      { op: 'Concat', inputs: ['x', 'tripled', 'squared'], outputs: ['y'], attributes: { axis: 1 } },
    ],
  },
  splitCase('Split, sizes as attribute', { split: [1, 3] }, [], ['Relu', 'Neg'], [9, 12]),
  splitCase('Split, sizes as input', {}, ['sizes'], ['Relu', 'Neg'], [13, 25]),
  splitCase('Split of which a part is unused', {}, ['sizes'], ['', 'Neg'], [13, 25]),
  slice('Slice, bounds as attributes', { axes: [1, 3], starts: [1, -4], ends: [3, 1000] }, {}, [9, 9]),
  slice('Slice', {}, { starts: ints([1, -4]), ends: ints([3, 1000]), axes: ints([1, 3]) }, [10, 25]),
  slice(
    'Slice by threes',
    {},
    { starts: ints([1]), ends: ints([1000]), axes: ints([-1]), steps: ints([3]) },
    [10, 25],
  ),
  slice(
    'Slice backwards',
    {},
    { starts: ints([-2, 3]), ends: ints([-1000, 0]), axes: ints([2, 1]), steps: ints([-1, -2]) },
    [10, 25],
  ),
  single(
    'Gather one',
    { op: 'Gather', inputs: ['at'], attributes: { axis: 2 } },
    {
      dims,
      initializers: { at: { type: 'int64', dims: [], data: BigInt64Array.of(3n) } },
    },
  ),
  single(
    'Gather several, some twice',
    { op: 'Gather', inputs: ['at'], attributes: { axis: 1 } },
    {
      dims,
      opsets: [11, 25],
      initializers: { at: ints([2, 0, -1, 2]) },
    },
  ),
  pad(
    'Pad with a constant, pads as attribute',
    { mode: 'constant', pads: [0, 0, 1, 2, 0, 1, 0, 1] },
    {},
    [9, 10],
  ),
  pad('Pad with a constant', {}, { pads: ints([0, 0, 1, 2, 0, 1, 0, 1]), value: scalar(5) }, [11, 25]),
  pad('Pad that crops', {}, { pads: ints([0, 0, -1, 2, 0, 0, 1, -2]) }, [11, 25]),
  pad('Pad by reflection', { mode: 'reflect' }, { pads: ints([0, 0, 2, 1, 0, 0, 1, 3]) }, [11, 25]),
  pad('Pad with the edge', { mode: 'edge' }, { pads: ints([0, 0, 2, 1, 0, 0, 1, 3]) }, [11, 25]),
  pad(
    'Pad of some axes',
    { mode: 'wrap' },
    { pads: ints([1, 2]), value: floats([0], []), axes: ints([-1]) },
    [19, 25],
  ),
];

type Inputs = Readonly<Record<string, Tensor>>;

function slice(
  name: string,
  attributes: AttributeInputs,
  initializers: Inputs,
  opsets: [number, number],
): RuleCase {
  return single(
    name,
    { op: 'Slice', inputs: Object.keys(initializers), attributes },
    { dims, opsets, initializers },
  );
}

function pad(
  name: string,
  attributes: AttributeInputs,
  initializers: Inputs,
  opsets: [number, number],
): RuleCase {
  return single(
    name,
    { op: 'Pad', inputs: Object.keys(initializers), attributes },
    { dims, opsets, initializers },
  );
}

/** Splits the channels 1 : 3, and puts the parts that are used through an operator each, one above the other. */
function splitCase(
  name: string,
  attributes: AttributeInputs,
  inputs: readonly string[],
  ops: readonly string[],
  opsets: [number, number],
): RuleCase {
  const used = ops.flatMap((op, i) =>
    op === '' ? [] : [{ op, inputs: [`part${i}`], outputs: [`out${i}`] }],
  );
  return {
    name,
    op: 'Split',
    dims,
    opsets,
    initializers: { sizes: ints([1, 3]) },
    sample: (u) => u + Math.sign(u || 1) * 0.05,
    nodes: [
      {
        op: 'Split',
        inputs: ['x', ...inputs],
        outputs: ops.map((_, i) => `part${i}`),
        attributes: { axis: 1, ...attributes },
      },
      ...used,
      { op: 'Concat', inputs: used.map((node) => node.outputs[0]), outputs: ['y'], attributes: { axis: 1 } },
    ],
  };
}
